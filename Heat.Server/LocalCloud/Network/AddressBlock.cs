using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Heat.Server.LocalCloud.Network;

/// <summary>A block of addresses, of either family, as numbers.</summary>
internal readonly record struct AddressBlock(UInt128 First, UInt128 Last, int Prefix, bool V6)
{
    public override string ToString() => $"{Text(First, V6)}/{Prefix}";

    public bool Contains(UInt128 address) => address >= First && address <= Last;

    public bool Overlaps(AddressBlock other) => V6 == other.V6 && First <= other.Last && other.First <= Last;

    /// <summary>The block of a CIDR; bits right of the prefix are cleared.</summary>
    public static AddressBlock? Parse(string cidr)
    {
        var parts = cidr.Split('/');
        if (parts.Length > 2 || Number(parts[0]) is not { } address) return null;
        var width = address.V6 ? 128 : 32;
        var prefix = width;
        if (parts.Length == 2 && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > width)) return null;
        var size = prefix == 0 && width == 128 ? UInt128.MaxValue : (UInt128.One << (width - prefix)) - 1;
        var first = address.Value & ~size;
        return new AddressBlock(first, first + size, prefix, address.V6);
    }

    public static (UInt128 Value, bool V6)? Number(string text)
    {
        if (!IPAddress.TryParse(text, out var address)) return null;
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return (BinaryPrimitives.ReadUInt128BigEndian(address.GetAddressBytes()), true);
        // "10.1" is an address for the framework, but for nobody here.
        return text.Count(letter => letter == '.') == 3 ? (BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes()), false) : null;
    }

    public static string Text(UInt128 value, bool v6)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        return new IPAddress(v6 ? bytes : bytes[12..]).ToString();
    }
}
