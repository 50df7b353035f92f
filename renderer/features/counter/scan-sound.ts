const LOW_HZ = 220
const LENGTH_S = 0.18

/** Two low tones: the cashier looks at the goods, not at the screen. Silent where the machine has no sound. */
export function playUnknownTone(): void {
  try {
    const context = new AudioContext()
    for (const delay of [0, LENGTH_S * 1.4]) {
      const tone = context.createOscillator()
      const volume = context.createGain()
      tone.frequency.value = LOW_HZ
      volume.gain.value = 0.08
      tone.connect(volume).connect(context.destination)
      tone.start(context.currentTime + delay)
      tone.stop(context.currentTime + delay + LENGTH_S)
    }
    setTimeout(() => void context.close(), 1_000)
  } catch {
    // No sound device: the message on screen says the same.
  }
}
