using System.Buffers.Binary;
using System.Text;

namespace Heat.Tests.Telemetry;

/// <summary>A message in the wire format of Protocol Buffers, read by the numbers of its fields.</summary>
internal sealed class ProtobufMessage
{
    private readonly List<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> _fields = [];

    public ProtobufMessage(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var tag = (uint)Varint(ref bytes);
            _fields.Add((tag & 7) switch
            {
                0 => ((int)(tag >> 3), Varint(ref bytes), default),
                1 => ((int)(tag >> 3), BinaryPrimitives.ReadUInt64LittleEndian(Take(ref bytes, 8).Span), default),
                2 => ((int)(tag >> 3), 0, Take(ref bytes, (int)Varint(ref bytes))),
                5 => ((int)(tag >> 3), BinaryPrimitives.ReadUInt32LittleEndian(Take(ref bytes, 4).Span), default),
                var type => throw new InvalidDataException($"Wire type {type}?"),
            });
        }
    }

    public IEnumerable<ProtobufMessage> Messages(params ReadOnlySpan<int> path)
    {
        IEnumerable<ProtobufMessage> found = [this];
        foreach (var field in path)
            found = found.SelectMany(message => message.All(field)).Select(bytes => new ProtobufMessage(bytes)).ToList();
        return found;
    }

    public string Text(int field) => Encoding.UTF8.GetString(All(field).FirstOrDefault().Span);

    public string Hexadecimal(int field) => Convert.ToHexStringLower(All(field).FirstOrDefault().Span);

    public ulong? Number(int field) => _fields.Where(each => each.Field == field).Select(each => (ulong?)each.Number).FirstOrDefault();

    private IEnumerable<ReadOnlyMemory<byte>> All(int field) => _fields.Where(each => each.Field == field).Select(each => each.Bytes);

    private static ulong Varint(ref ReadOnlyMemory<byte> bytes)
    {
        ulong number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = Take(ref bytes, 1).Span[0];
            number |= (ulong)(part & 127) << shift;
            if (part < 128)
                return number;
        }
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> bytes, int count)
    {
        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }
}
