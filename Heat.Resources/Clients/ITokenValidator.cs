using Heat.Core.Security;

namespace Heat.Resources.Clients;

/// <summary>Tells who a token belongs to.</summary>
public interface ITokenValidator
{
    /// <summary>The facts of a token, or null when the identity service doesn't accept it. Answers are remembered for a minute at most.</summary>
    ValueTask<RequestContext?> ValidateTokenAsync(string token, CancellationToken cancellation);

    /// <summary>The same, but a token may also have expired lately: somebody gave it to another service, which took its time before it came to us.</summary>
    ValueTask<RequestContext?> ValidateLateTokenAsync(string token, CancellationToken cancellation);
}
