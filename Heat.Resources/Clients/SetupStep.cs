namespace Heat.Resources.Clients;

/// <summary>One thing that was set up, or would be.</summary>
/// <param name="What">The thing, in words.</param>
public sealed record SetupStep(SetupOutcome Outcome, string What);
