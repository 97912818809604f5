/** The round mark beside what somebody wrote: their initials, in a colour that stays theirs. */

/** @param {string} name @returns {string} up to two initials, for the round mark beside a message. */
export function initials(name) {
  return name
    .split(/[\s-]+/)
    .filter((part) => /\p{L}/u.test(part))
    .slice(0, 2)
    .map((part) => /** @type {string} */ ([...part].find((letter) => /\p{L}/u.test(letter))).toUpperCase())
    .join("");
}

/** @param {string} name @returns {number} 0 to 5, always the same for a name: which colour its mark has. */
export function colourOf(name) {
  return [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 6007, 7) % 6;
}
