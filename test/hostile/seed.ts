/** Where chance begins: `KREISWERK_SEED` repeats a run, otherwise every run is another one. */
export function chosenSeed(): number {
  const given = process.env.KREISWERK_SEED
  return given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given)
}
