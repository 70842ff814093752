// SPDX-License-Identifier: Apache-2.0

export * from './actionItem';
export * from './actionItemQueries';
export * from './entityKinds';
export * from './cause';
export * from './facts';
export { checkFields, fieldMessage, fieldMessageSchema } from './fieldMessages';
export type { FieldCode, FieldMessage } from './fieldMessages';
export * from './fields';
export * from './itemFields';
export * from './messageTexts';
export * from './figures';
export * from './goneOwner';
export * from './limits';
export * from './listItems';
export * from './newId';
export * from './policy';
export * from './postmortem';
export * from './queries';
export * from './ratios';
export * from './recurrence';
export * from './review';
export * from './scalars';
export * from './sortTimeline';
export * from './ticket';
