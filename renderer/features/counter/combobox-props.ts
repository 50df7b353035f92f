/** What tells a reader of the screen that a search field offers the list `listId`, and which of its options Enter takes. */
export const comboboxProps = (listId: string, isOpen: boolean, active: number) =>
  ({
    role: 'combobox',
    'aria-expanded': isOpen,
    'aria-controls': listId,
    'aria-autocomplete': 'list',
    'aria-activedescendant': isOpen ? `${listId}-${active}` : undefined,
  }) as const
