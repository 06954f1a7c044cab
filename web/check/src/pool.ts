/** Workers that answer questions, some at a time: the page asks, and goes on. */

/** What a worker tells the page. */
export type Told<Answer> =
  | { readonly answer: Answer }
  | { readonly failed: string }
  | { readonly progress: string }
  | { readonly prepared: true };

/** How something is asked. */
export interface Asking {
  /** Before all that waits. */
  readonly urgent?: boolean;
  /** Takes a question back that waits; one that is being answered is answered for nobody. */
  readonly signal?: AbortSignal;
  /** Is told how far the answer is. */
  readonly progress?: (told: string) => void;
}

/** A worker ended before it answered. */
export class EndedError extends Error {}

/** There is no worker, and none can be started. */
export class NotStartedError extends Error {}

interface Job<Question, Answer> extends Asking {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Some workers of one kind. Those that end are replaced. */
export class Pool<Question, Answer> {
  readonly #start: () => Worker;
  readonly #idle: Worker[] = [];
  readonly #waiting: Job<Question, Answer>[] = [];
  readonly #able = new WeakSet<Worker>(); // those that told something
  readonly #working = new Map<Worker, Job<Question, Answer>>();
  #unprepared: number;
  #isPrepared!: () => void;
  /** When all workers have loaded what they may need. */
  readonly prepared = new Promise<void>((resolve) => (this.#isPrepared = resolve));

  /**
   * @param start - starts a worker, whose side is `answering`.
   * @param size - how many there are.
   */
  constructor(start: () => Worker, size: number) {
    this.#start = start;
    this.#unprepared = size;
    for (let number = 0; number < size; number++) this.#idle.push(this.#started());
  }

  /** Ask something; rejects with an `EndedError`, an `AbortError`, or what the worker failed by. */
  ask(question: Question, asking: Asking = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const job = { ...asking, question, resolve, reject };
      if (this.#idle.length + this.#working.size === 0) reject(new NotStartedError());
      else if (asking.urgent) this.#waiting.unshift(job);
      else this.#waiting.push(job);
      this.#next();
    });
  }

  #next(): void {
    while (this.#waiting.length > 0) {
      const worker = this.#idle.pop();
      if (!worker) return;
      const job = this.#waiting.shift() as Job<Question, Answer>;
      if (job.signal?.aborted) {
        job.reject(new DOMException("taken back", "AbortError"));
        this.#idle.push(worker);
        continue;
      }
      this.#working.set(worker, job);
      worker.postMessage(job.question);
    }
  }

  #started(): Worker {
    const worker = this.#start();
    worker.onmessage = ({ data }: MessageEvent<Told<Answer>>) => this.#told(worker, data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#ended(worker, event.message);
    };
    return worker;
  }

  #told(worker: Worker, told: Told<Answer>): void {
    this.#able.add(worker);
    if ("prepared" in told) {
      if (--this.#unprepared === 0) this.#isPrepared();
      return;
    }
    const job = this.#working.get(worker);
    if (!job) return;
    if ("progress" in told) {
      job.progress?.(told.progress);
      return;
    }
    this.#working.delete(worker);
    this.#idle.push(worker);
    if ("answer" in told) job.resolve(told.answer);
    else job.reject(new Error(told.failed));
    this.#next();
  }

  #ended(worker: Worker, message: string): void {
    const job = this.#working.get(worker);
    worker.terminate();
    this.#working.delete(worker);
    const at = this.#idle.indexOf(worker);
    if (at >= 0) this.#idle.splice(at, 1);
    // One that ended for nothing, or before it told anything, is not started again, lest it end for ever.
    if (job && this.#able.has(worker)) this.#idle.push(this.#started());
    job?.reject(this.#able.has(worker) ? new EndedError(message) : new NotStartedError(message));
    if (this.#idle.length + this.#working.size > 0) this.#next();
    else for (const each of this.#waiting.splice(0)) each.reject(new NotStartedError(message));
  }
}
