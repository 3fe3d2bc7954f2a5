using System.Net;

namespace Heat.Resources.Clients;

/// <summary>A body that is held back if the call must not be made any more. It is asked for when the connection stands, so nothing lies between the question and the sending.</summary>
internal sealed class GuardedContent(ReadOnlyMemory<byte> bytes, Action beforeSending) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        beforeSending();
        await stream.WriteAsync(bytes, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
