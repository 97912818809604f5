/** The arithmetic of a meeting's time, the same as `tisserand.domain.meeting`: subtraction only, nothing ticks. */

export const MINUTE = 60_000;

/**
 * Where a meeting is in time.
 * @param {{stages: {planned: number, spent_ms: number}[], stage: number, running_since: number | null}} view
 * @param {number} now milliseconds, by the clock that wrote the view
 * @returns {{spent: number, left: number, late: number, totalLeft: number}} milliseconds; `left` and `late` may be negative
 */
export function timing({ stages, stage, running_since }, now) {
  const stretch = running_since === null ? 0 : Math.max(0, now - running_since);
  const planned = stages.map((one) => one.planned * MINUTE);
  const spent = stages.map((one, rank) => one.spent_ms + (rank === stage ? stretch : 0));
  const sum = (/** @type {number[]} */ values) => values.reduce((total, value) => total + value, 0);
  const left = planned[stage] - spent[stage];
  const expected = sum(planned.slice(0, stage)) + Math.min(spent[stage], planned[stage]);
  const coming = sum(planned.slice(stage + 1).map((value, rank) => Math.max(0, value - spent[stage + 1 + rank])));
  return { spent: spent[stage], left, late: sum(spent.slice(0, stage + 1)) - expected, totalLeft: Math.max(0, left) + coming };
}

/**
 * A stretch of time as a clock shows it; whole seconds, those that have begun count when counting down.
 * @param {number} ms
 * @returns {string} such as `12:05`, or `+1:20` once it is over
 */
export function clockText(ms) {
  const seconds = ms >= 0 ? Math.ceil(ms / 1000) : Math.floor(-ms / 1000);
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return ms < 0 ? `+${text}` : text;
}

/** @param {number} ms @returns {number} whole minutes, rounded */
export const minutes = (ms) => Math.round(Math.abs(ms) / MINUTE);

/**
 * What just happened that is worth saying aloud, between two looks at the clock.
 * @param {number} before milliseconds left at the look before
 * @param {number} after milliseconds left now
 * @returns {"one_minute" | "time_is_up" | null} nothing twice, whatever time passed between the looks
 */
export function signal(before, after) {
  if (before > 0 && after <= 0) return "time_is_up";
  return before > MINUTE && after <= MINUTE ? "one_minute" : null;
}

/**
 * The time of day, in the reader's language.
 * @param {number} ms
 * @param {string} lang
 */
export function timeOfDay(ms, lang) {
  const text = new Intl.DateTimeFormat(lang === "fr" ? "fr-FR" : "en-GB", { hour: "2-digit", minute: "2-digit" }).format(ms);
  return lang === "fr" ? text.replace(":", "\u00a0h\u00a0") : text;
}
