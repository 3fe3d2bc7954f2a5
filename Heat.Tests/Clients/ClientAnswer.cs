namespace Heat.Tests.Clients;

/// <summary>What a client answered.</summary>
internal sealed record ClientAnswer(int ExitCode, string Output, string Error);
