/** anywidget's own runtime, for widgets that are not ours; the build makes a module of it (build.mjs). */
export { default } from "anywidget-factory";
