import type { z } from 'zod'

/** Gives a schema's output a branded type without a run-time step: the schema already proves what the brand says. */
export const brandOutput = <Branded, Input = unknown>(
  schema: z.ZodType<unknown, Input>,
): z.ZodType<Branded, Input> => schema as unknown as z.ZodType<Branded, Input> // the one place where a brand is put on
