/** Whether a dialog, a question or a menu lies over the page. */
export const isModalOpen = (): boolean =>
  document.querySelector(
    '[role="dialog"][data-state="open"], [role="alertdialog"][data-state="open"], [role="menu"][data-state="open"]',
  ) !== null

/**
 * Moves the focus to a part of the page, unless something modal lies over it. Whoever types in a dialog would otherwise
 * lose what they typed: the dialog takes the focus back with the field's text selected.
 */
export function focusOnPage(element: HTMLElement | null | undefined): void {
  if (!isModalOpen()) element?.focus()
}
