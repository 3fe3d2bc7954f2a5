using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Heat.Resources.Constraints;

/// <summary><c>ip_addr</c>: an address of IPv4 or IPv6.</summary>
internal sealed class AddressCheck() : FormatConstraintCheck("ip_addr")
{
    protected override string? Fault(string text) => AddressText.IsAddress(text) ? null : "Invalid IP address";
}

/// <summary><c>mac_addr</c>: a hardware address in one of its usual notations.</summary>
internal sealed partial class HardwareAddressCheck() : FormatConstraintCheck("mac_addr")
{
    protected override string? Fault(string text) => Notation().IsMatch(text) ? null : "Invalid MAC address.";

    [GeneratedRegex(@"\A(?:[0-9a-f]{1,2}(?::[0-9a-f]{1,2}){5}|[0-9a-f]{1,2}(?:-[0-9a-f]{1,2}){5}|[0-9a-f]{1,4}(?:[:.-][0-9a-f]{1,4}){2}|[0-9a-f]{1,6}-[0-9a-f]{1,6}|[0-9a-f]{11,12})\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Notation();
}

/// <summary><c>net_cidr</c>: a network with its prefix length, without host bits.</summary>
internal sealed class NetworkCheck() : FormatConstraintCheck("net_cidr")
{
    protected override string? Fault(string text) => AddressText.NetworkFault(text);
}

/// <summary><c>ip_or_cidr</c>: an address or a network.</summary>
internal sealed class AddressOrNetworkCheck() : FormatConstraintCheck("ip_or_cidr")
{
    protected override string? Fault(string text) =>
        text.Contains('/', StringComparison.Ordinal) ? AddressText.NetworkFault(text) : AddressText.IsAddress(text) ? null : $"'{text}' is not a valid IP address";
}

/// <summary>Addresses and networks as text.</summary>
internal static class AddressText
{
    public static bool IsAddress(string text) =>
        // "10.1" and "1" read as addresses too, but nobody means them to.
        IPAddress.TryParse(text, out var address) && (address.AddressFamily != AddressFamily.InterNetwork || text.Count(character => character == '.') == 3);

    public static string? NetworkFault(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var addressText = slash < 0 ? text : text[..slash];
        if (!IsAddress(addressText))
            return $"Invalid net cidr invalid IPNetwork {text} ";
        var address = IPAddress.Parse(addressText);
        var bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (slash < 0)
            return $"'{text}' isn't a recognized IP subnet cidr, '{text}/{bits}' is recommended";
        if (!int.TryParse(text[(slash + 1)..], out var length) || length < 0 || length > bits)
            return $"Invalid net cidr invalid IPNetwork {text} ";
        var network = Masked(address, length);
        return network.Equals(address) ? null : $"'{text}' isn't a recognized IP subnet cidr, '{network}/{length}' is recommended";
    }

    private static IPAddress Masked(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPAddress(bytes);
    }
}
