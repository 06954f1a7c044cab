/** Exact numbers. */

const BITS = 66n; // more than a double has, and so many that the last one is only for rounding

/** One whole number divided by another. */
export class Fraction {
  readonly #over: bigint;
  readonly #under: bigint; // above zero, and with nothing in common with the other

  private constructor(over: bigint, under: bigint) {
    const common = divisor(over < 0n ? -over : over, under);
    this.#over = over / common;
    this.#under = under / common;
  }

  /** Read a number as decimal: `1/60`, `1e-3`, `36.5`. */
  static read(text: string): Fraction {
    const [, sign, whole, rest = "", power = "0", under = "1"] =
      /^(-?)([0-9]+)(?:\.([0-9]+))?(?:e([+-]?[0-9]+))?(?:\/([0-9]+))?$/u.exec(text)!;
    const over = BigInt(`${whole}${rest}`);
    const number = new Fraction(sign === "-" ? -over : over, BigInt(under));
    return number.times(Fraction.power(Number(power) - rest.length));
  }

  /** Give a power of ten. */
  static power(exponent: number): Fraction {
    const size = 10n ** BigInt(Math.abs(exponent));
    return exponent < 0 ? new Fraction(1n, size) : new Fraction(size, 1n);
  }

  times(other: Fraction): Fraction {
    return new Fraction(this.#over * other.#over, this.#under * other.#under);
  }

  /** Divide by a number above zero. */
  dividedBy(other: Fraction): Fraction {
    return new Fraction(this.#over * other.#under, this.#under * other.#over);
  }

  equals(other: Fraction): boolean {
    return this.#over === other.#over && this.#under === other.#under;
  }

  /** Give the nearest double, for numbers in the range of the normal ones. */
  toNumber(): number {
    const over = this.#over < 0n ? -this.#over : this.#over;
    const lacking = BITS + length(this.#under) - length(over);
    const shift = lacking > 0n ? lacking : 0n;
    const quotient = (over << shift) / this.#under;
    const isExact = quotient * this.#under === over << shift;
    const size = Number(isExact ? quotient : quotient | 1n) * 2 ** -Number(shift);
    return this.#over < 0n ? -size : size;
  }
}

function divisor(a: bigint, b: bigint): bigint {
  while (b > 0n) {
    [a, b] = [b, a % b];
  }
  return a;
}

/** Give the length of a number in bits, or up to three more. */
function length(number: bigint): bigint {
  return 4n * BigInt(number.toString(16).length);
}
