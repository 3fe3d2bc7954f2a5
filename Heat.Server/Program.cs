using Heat.Server.Cli;

return await CommandLine.RunAsync(args);
