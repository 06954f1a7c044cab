/** The worker's side of a pool: answers one question after the other. */

import type { Told } from "./pool.js";

/** What there is of a worker inside of it; the types of the page know none. */
interface Inside<Question> {
  onmessage: ((event: MessageEvent<Question>) => void) | null;
  postMessage(message: unknown): void;
}

/**
 * Answer the questions of the page.
 *
 * @param answer - gives the answer to a question; it may tell how far it is.
 * @param prepare - loads what will be needed; questions do not wait for it.
 */
export function answering<Question, Answer>(
  answer: (question: Question, progress: (told: string) => void) => Promise<Answer>,
  prepare: () => Promise<void> = async () => {},
): void {
  const inside = globalThis as unknown as Inside<Question>;
  const tell = (told: Told<Answer>): void => inside.postMessage(told);
  inside.onmessage = async ({ data }) => {
    try {
      tell({ answer: await answer(data, (progress) => tell({ progress })) });
    } catch (error) {
      tell({ failed: String(error) });
    }
  };
  prepare().then(
    () => tell({ prepared: true }),
    () => {}, // who asks for it will be told
  );
}
