namespace Heat.Resources.Clients;

/// <summary>The identity service isn't there, or doesn't know this program. The message is for the operator.</summary>
public sealed class IdentityUnusableException(string message, Exception? cause = null) : Exception(message, cause);
