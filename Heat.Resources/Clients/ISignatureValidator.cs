using Heat.Core.Security;
using Heat.Core.Values;

namespace Heat.Resources.Clients;

/// <summary>Tells who signed a request with an EC2 key.</summary>
public interface ISignatureValidator
{
    /// <param name="claim">What the identity service needs to judge: <c>access</c>, <c>signature</c>, <c>verb</c>, <c>host</c>, <c>path</c>, <c>params</c>, <c>headers</c> and <c>body_hash</c>.</param>
    /// <exception cref="CloudException">Nobody known did.</exception>
    Task<RequestContext> IdentifySignerAsync(MapValue claim, CancellationToken cancellation);
}
