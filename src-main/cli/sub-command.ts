import type { Command } from 'commander';
import type { z } from 'zod';

/** Makes a command of `tammes people`. @param answer what it prints as JSON. */
export type SubCommand = (usage: string, description: string, answer: z.ZodType) => Command;
