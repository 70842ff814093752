export * from './actionItem';
export * from './figures';
export * from './limits';
export * from './newId';
export * from './postmortem';
export * from './queries';
export * from './scalars';
export * from './sortTimeline';
