export const printing = {
  print: 'Print',
  pdf: {
    save: 'PDF',
    done: 'PDF saved.',
    failed: 'The PDF was not saved. Try again, or choose another folder.',
  },
  failure: {
    kept: 'Nothing is lost: what stands on this slip is saved.',
    retry: 'Try again',
    leave: 'Do not print',
    none: {
      what: 'No printer was found.',
      todo: 'Connect a printer to this computer, or choose one under “Receipt printer” in the session menu.',
    },
    away: {
      what: 'The printer does not answer.',
      todo: 'See whether it is switched on and its cable or network is connected. Its address is under “Receipt printer” in the session menu.',
    },
    notLocal: {
      what: 'This address is not in the shop’s network.',
      todo: 'A receipt printer has an address such as 192.168.1.50. Correct it under “Receipt printer” in the session menu.',
    },
    silent: {
      what: 'The printer took the slip but does not say that it is printed.',
      todo: 'See whether the paper came out before you print again.',
    },
    denied: {
      what: 'This computer may not write to the printer.',
      todo: 'Whoever looks after the computer has to allow this user to print there.',
    },
    paper: { what: 'The printer has no paper.', todo: 'Put in a new roll, then try again.' },
    cover: { what: 'The printer’s cover is open.', todo: 'Close the cover, then try again.' },
    fault: {
      what: 'The printer reports a fault.',
      todo: 'Switch it off and on again, look for jammed paper, then try again.',
    },
    busy: {
      what: 'The printer is being used by another program.',
      todo: 'Wait a moment or close the other program, then try again.',
    },
    other: {
      what: 'The slip was not printed.',
      todo: 'See to the printer and its paper, then try again.',
    },
  },
  drawer: {
    closed: 'The cash drawer did not open.',
    todo: 'Open it with its key. The sale is saved.',
  },
  settings: {
    title: 'Receipt printer',
    how: 'For this machine alone. Other machines keep their own printer.',
    browser:
      'In a browser, slips go through its print window. A receipt printer on the network or on USB can be used with the desktop app.',
    way: 'Connected by',
    width: 'Width of the paper',
    millimetres: '{{value}} mm',
    host: 'Address of the printer',
    hostHint: 'Such as 192.168.1.50: it stands on the printer’s own test page.',
    hostWrong: 'Enter the address of a printer, such as 192.168.1.50.',
    port: 'Port',
    path: 'Where the printer is',
    pathHint: 'Such as /dev/usb/lp0, COM3 or \\\\COMPUTER\\Ticket.',
    pathWrong: 'Enter /dev/usb/lp0, COM3, or the name of a shared printer such as \\\\COMPUTER\\Ticket.',
    cut: 'Cut the paper after each slip',
    drawer: 'Open the cash drawer after a sale in cash',
    back: 'Back',
    save: 'Save',
    saved: 'The printer of this machine is chosen.',
  },
  way: { system: 'System window', network: 'Network', device: 'USB or cable' },
  test: {
    title: 'Test page',
    print: 'Print a test page',
    done: 'The test page is printed.',
    date: 'Date',
    left: 'LEFT',
    right: 'RIGHT',
  },
}
