// Preloaded into every process the supervisor starts: when the supervisor vanishes, however it vanished, so do they.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
