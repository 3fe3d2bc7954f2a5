using Heat.Core.Resources;

namespace Heat.Resources.Clients;

/// <summary>Reads texts from anywhere in the web, with no rights of anybody.</summary>
public sealed class WebClient(OpenStackSession session) : ServiceClient(session)
{
    /// <summary>None: addresses come from people.</summary>
    public override IReadOnlyList<string> ServiceTypes { get; } = [];

    /// <summary>The text at an address.</summary>
    /// <param name="maximumBytes">A longer answer is refused while it is being read.</param>
    /// <exception cref="ResourceException">The address can't be read.</exception>
    public async Task<string> ReadAsync(string address, int maximumBytes, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            throw Unreadable(address, "Invalid URL scheme; http and https are possible");
        try
        {
            var answer = await Session.DownloadAsync(new CloudRequest(HttpMethod.Get, uri) { Gate = "web", MaximumBytes = maximumBytes }, cancellation);
            return answer.IsSuccess ? answer.Text : throw Fault(answer);
        }
        catch (CloudException failure)
        {
            throw Unreadable(address, failure.Message);
        }
    }

    private protected override CloudException Fault(CloudResponse answer) => Faults.WithStatusInMessage(answer);

    private static ResourceException Unreadable(string address, string reason) => new("StackValidationFailed", $"Could not fetch remote template '{address}': {reason}", FailureNature.Final);
}
