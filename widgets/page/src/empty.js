/** In the place of modules that only exist outside of browsers. */
export default {};
