using Heat.Core.Security;

namespace Heat.Resources.Clients;

/// <summary>Tells who a token belongs to.</summary>
public interface ITokenValidator
{
    /// <summary>The facts of a token, or null when the identity service doesn't accept it. Answers are remembered for a minute at most.</summary>
    ValueTask<RequestContext?> ValidateTokenAsync(string token, CancellationToken cancellation);
}
