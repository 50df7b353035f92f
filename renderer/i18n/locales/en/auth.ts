export const auth = {
  role: {
    admin: 'Administrator',
    manager: 'Manager',
    cashier: 'Cashier',
    logistics: 'Logistics',
    finance: 'Finance',
    vendor: 'Vendor',
  },
  signIn: {
    title: 'Sign in',
    lead: 'Sign in once with a connection; afterwards this device also works without one.',
    email: 'E-mail address',
    password: 'Password',
    showPassword: 'Show the password',
    submit: 'Sign in',
    language: 'Language',
    withPin: 'Unlock with a PIN instead',
    missingEmail: 'Type your e-mail address.',
    missingPassword: 'Type your password.',
    notice: {
      'session-ended':
        'Your session has ended at the server. Sign in again: everything on this device is still here.',
      'pin-used-up': 'The PIN was wrong ten times. Sign in with your password, then choose a new PIN.',
      'signed-out': 'You are signed out. What was not sent yet stays on this device and is sent later.',
    },
  },
  server: {
    inUse: 'Server: {{url}}',
    change: 'Change server',
    address: 'Address of the shop’s server',
    hint: 'The one given by whoever keeps the server, such as https://comptoir.myshop.sn.',
    use: 'Use this server',
    keep: 'Keep the current one',
    unsafe:
      'This address cannot be used: it must begin with https:// and not be fixed by the installation. Nothing has changed.',
    notKept:
      'The address could not be kept on this device. Free some space, then try again. Nothing has changed.',
  },
  failure: {
    wrongCredentials: 'The address or the password is not right. Check both and try again.',
    unreachable:
      'The server cannot be reached. Check the connection, then try again. Nothing on this device is lost.',
    timedOut: 'The server takes too long to answer. Try again in a moment. Nothing on this device is lost.',
    busy: 'The server is busy. Wait a minute, then try again.',
    forbidden: 'This account may not sign in on this device. Ask the person who manages the team.',
    tooOld: 'This version of Comptoir is too old for the server. Update it; what is on this device is kept.',
    serverTooOld:
      'The server is older than this Comptoir. Ask whoever keeps the server to update it; what is on this device is kept.',
    other: 'The server did not understand the request ({{code}}). Tell support this code.',
  },
  unlock: {
    title: 'Unlock',
    who: 'Who are you?',
    pin: 'PIN',
    submit: 'Unlock',
    withPassword: 'Sign in with a password',
    wrongPin_one: 'That PIN is not right. One attempt is left, then only the password opens.',
    wrongPin_other: 'That PIN is not right. {{count}} attempts are left.',
    wait_one: 'Too many wrong PINs. Wait a second, then try again. Your work is kept.',
    wait_other: 'Too many wrong PINs. Wait {{count}} seconds, then try again. Your work is kept.',
    missingPin: 'Type your PIN.',
    offlineHint: 'Works without a connection.',
  },
  pin: {
    title: 'Choose a PIN',
    lead: 'With a PIN you can lock this device and open it again without a connection. It is only for you, and only on this device.',
    pin: 'PIN (4 to 8 digits)',
    repeat: 'The same PIN again',
    save: 'Save the PIN',
    later: 'Later',
    change: 'Choose a PIN',
    notUsable: 'A PIN is 4 to 8 digits.',
    different: 'The two are not the same.',
    saved: 'PIN saved on this device.',
    failed: 'The PIN could not be saved on this device. You stay signed in; try again later.',
    neededToLock: 'Choose a PIN first: it is what opens the locked screen again.',
  },
  signOut: {
    title: 'Sign out?',
    body: 'Your PIN is removed from this device. The next sign-in needs a connection and your password.',
    pending_one:
      'One change has not been sent yet. It stays on this device, under your name, and is sent when somebody of the shop signs in here.',
    pending_other:
      '{{count}} changes have not been sent yet. They stay on this device, under your name, and are sent when somebody of the shop signs in here.',
    confirm: 'Sign out',
  },
  again: {
    title: 'Sign in again to send',
    body: 'The server wants your password again. You can go on working; what you do is kept here until then.',
    action: 'Sign in',
  },
  update: {
    client: {
      title: 'Update Comptoir to send again',
      body_zero:
        'The server no longer understands this version. You can go on selling: everything is kept here.',
      body_one:
        'The server no longer understands this version. You can go on selling: {{count}} change waits here and is sent after the update.',
      body_other:
        'The server no longer understands this version. You can go on selling: {{count}} changes wait here and are sent after the update.',
    },
    server: {
      title: 'The server is older than this Comptoir',
      body_zero:
        'Ask whoever keeps the server to update it. You can go on selling: everything is kept here until then.',
      body_one:
        'Ask whoever keeps the server to update it. You can go on selling: {{count}} change waits here until then.',
      body_other:
        'Ask whoever keeps the server to update it. You can go on selling: {{count}} changes wait here until then.',
    },
  },
  firstSync: {
    title: 'First load of this device',
    body_one:
      '{{count}} document received so far. You can work already; stock and what is owed are complete only at the end.',
    body_other:
      '{{count}} documents received so far. You can work already; stock and what is owed are complete only at the end.',
  },
} as const
