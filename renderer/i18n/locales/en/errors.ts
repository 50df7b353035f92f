export const errors = {
  loading: 'Opening the shop…',
  screenLoading: 'Opening…',
  screen: {
    what: 'This screen has stopped working.',
    todo: 'Open it again. If it happens once more, tell support what you were doing.',
    data: 'What you had confirmed is safe on this device. What was only typed on this screen may have to be typed again.',
    again: 'Open again',
  },
  application: {
    what: 'Comptoir could not start.',
    todo: 'Load the page again. If it does not help, restart the device.',
    data: 'Nothing was deleted. What is on this device is still there.',
    again: 'Load again',
  },
  alreadyOpen: {
    what: 'The shop is already open in another window or tab.',
    todo: 'Go on in that window, or close it and open the shop here.',
    data: 'Nothing is lost: one window at a time keeps the sales in order.',
    again: 'Open here',
  },
  openFailed: {
    what: 'The data of this device could not be opened.',
    todo: 'Free some disk space if it is full, then try again.',
    data: 'Nothing was deleted. What the server has received is safe there.',
    again: 'Try again',
  },
  insecure: {
    what: 'This address is not secure, so the browser does not let Comptoir keep data.',
    todo: 'Open the shop with an address that begins with https, or on the server’s own machine.',
    data: 'Nothing was stored on this device.',
  },
  notFound: {
    title: 'There is nothing at this address.',
    body: 'Choose a screen on the left.',
    action: 'To the counter',
  },
  forbidden: {
    title: 'Your role does not open this screen.',
    body: 'Ask the person who manages the team if you need it.',
  },
  storage: {
    diskFull:
      'The disk is full: this could not be saved. Free some space and try again; nothing saved before is lost.',
    failed: 'The device could not save this. Try again; nothing saved before is lost.',
    receiptsNotReady:
      'Receipt numbers are not known yet on this device. Wait until the first load is finished, then try again.',
  },
  restored_one: 'One document that this device had lost is back.',
  restored_other: '{{count}} documents that this device had lost are back.',
} as const
