/**
 * Numbers as Python writes them.
 *
 * `JSON.parse` does not tell `36` from `36.0`, nor `1e3` from `1000`, as Python does. So whole
 * numbers that JavaScript holds exactly, up to 2^53, are written as such, whatever the document
 * has; and all others as Python writes its floating-point ones, `1e+16`. The two differ only where
 * a document writes a whole number with a point or an exponent, or one beyond 2^53 with neither.
 */

/** Write a number: `36`, `0.5`, `1e-05`, `1e+16`. */
export function written(number: number): string {
  return Number.isSafeInteger(number) ? String(number) : withPoint(number);
}

/** Write a number as Python's `repr` writes one of floating point, in as few digits as tell it. */
export function withPoint(number: number): string {
  const { sign, digits, exponent } = parts(number.toExponential());
  if (exponent < -4 || exponent >= 16) {
    return sign + scientific(digits, exponent);
  }
  const plain = positional(digits, exponent);
  return sign + (plain.includes(".") ? plain : `${plain}.0`);
}

/** Write a number in at most so many digits, as Python's format `.15g` does for 15. */
export function general(number: number, precision: number): string {
  const rounded = parts(roundedToEven(number, precision));
  const { sign, exponent } = rounded;
  const digits = rounded.digits.replace(/(?<=.)0+$/u, "");
  const isLong = exponent < -4 || exponent >= precision;
  return sign + (isLong ? scientific(digits, exponent) : positional(digits, exponent));
}

/** Round as Python does: to the even one where a number is just between two. */
function roundedToEven(number: number, precision: number): string {
  const all = parts(number.toExponential(100)); // more digits than a number close to a half has
  const isBetween = /^50*$/u.test(all.digits.slice(precision));
  if (isBetween && "02468".includes(all.digits.charAt(precision - 1))) {
    return `${all.sign}${all.digits.charAt(0)}.${all.digits.slice(1, precision)}e${all.exponent}`;
  }
  return number.toExponential(precision - 1);
}

function parts(text: string): { sign: string; digits: string; exponent: number } {
  const [, sign, digits, exponent] = /^(-?)([0-9.]+)e(.*)$/u.exec(text)!;
  return { sign: sign!, digits: digits!.replace(".", ""), exponent: Number(exponent) };
}

function positional(digits: string, exponent: number): string {
  if (exponent < 0) {
    return `0.${"0".repeat(-exponent - 1)}${digits}`;
  }
  const whole = digits.padEnd(exponent + 1, "0");
  const rest = whole.slice(exponent + 1);
  return whole.slice(0, exponent + 1) + (rest && `.${rest}`);
}

function scientific(digits: string, exponent: number): string {
  const rest = digits.slice(1);
  const power = String(Math.abs(exponent)).padStart(2, "0");
  return `${digits.charAt(0)}${rest && `.${rest}`}e${exponent < 0 ? "-" : "+"}${power}`;
}
