/** Numbers and text as a person reads them. */

const GROUPED = new Intl.NumberFormat("en");
const SIZES = ["B", "kB", "MB", "GB", "TB", "PB"];
/** What has no shape of its own, looks like a blank and is none, or changes the direction of reading. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?! )\p{Zs}/gu;
const BLANK_AT_END = / (?= *(?:\n|$))/u;
const SHORT = { "\n": "\\n", "\r": "\\r", "\t": "\\t", " ": "\\s" };

/** A value in these words, or what is said where there is none. */
export function known(value, words = String, unknown = "unknown") {
  return value === undefined || value === null ? unknown : words(value);
}

export function count(number) {
  return GROUPED.format(number);
}

export function times(number) {
  return number === 0 ? "never" : number === 1 ? "once" : `${count(number)} times`;
}

/** A size: 999 B, 1.2 MB. */
export function bytes(size) {
  let unit = 0;
  while (size >= 999.5 && unit < SIZES.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${size.toFixed(unit > 0 && size < 99.95 ? 1 : 0)} ${SIZES[unit]}`;
}

export function rate(bytesPerSecond) {
  return `${bytes(bytesPerSecond)}/s`;
}

/** How long a round trip took: 230 µs, 1.2 ms, 3.4 s. */
export function micros(time) {
  if (time < 999.5) {
    return `${Math.round(time)} µs`;
  }
  const millis = time / 1000;
  return millis < 999.5 ? `${millis.toFixed(millis < 99.95 ? 1 : 0)} ms` : `${(millis / 1000).toFixed(1)} s`;
}

/** How long something has been: 3.1 s, 42 s, 3 m 4 s, 5 h 6 m, 7 d 8 h. */
export function duration(seconds) {
  if (seconds < 9.95) {
    return `${seconds.toFixed(1)} s`;
  }
  const whole = Math.floor(seconds);
  if (whole < 60) {
    return `${whole} s`;
  }
  const minutes = Math.floor(whole / 60);
  const hours = Math.floor(minutes / 60);
  if (minutes < 60) {
    return `${minutes} m ${whole % 60} s`;
  }
  return hours < 24 ? `${hours} h ${minutes % 60} m` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** The time of day: 09:08:07. */
export function clock(date) {
  return date.toTimeString().slice(0, 8);
}

/** A file's permission bits as ls(1) writes them beside the number. */
export function mode(octal) {
  const letters = [...octal.slice(-3)].map((digit) => (digit & 4 ? "r" : "-") + (digit & 2 ? "w" : "-") + (digit & 1 ? "x" : "-"));
  return `${octal} (${letters.join("")})`;
}

/** An invisible character as in a Java string: \n, \u001b; a blank is \s. */
function escaped(letter) {
  const code = letter.codePointAt(0).toString(16);
  return SHORT[letter] ?? (code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`);
}

/** Text on one line, whatever is in it. */
export function printable(text) {
  return text.replace(INVISIBLE, escaped);
}

/** Text in parts: what can be seen, as it is, and what can't, with a mark, which line ends and tabs have besides. */
export function parts(text) {
  const found = [];
  let done = 0;
  for (const { 0: letter, index } of text.matchAll(new RegExp(`${BLANK_AT_END.source}|${INVISIBLE.source}`, "gu"))) {
    found.push({ text: text.slice(done, index) }, { mark: escaped(letter) });
    done = letter === "\n" || letter === "\t" ? index : index + letter.length;
  }
  return [...found, { text: text.slice(done) }];
}
