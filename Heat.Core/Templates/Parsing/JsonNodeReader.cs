using System.Text;
using System.Text.Json;
using Heat.Core.Diagnostics;
using Heat.Core.Values;

namespace Heat.Core.Templates.Parsing;

/// <summary>JSON text → nodes.</summary>
internal ref struct JsonNodeReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly string _fileName;
    private Utf8JsonReader _reader;
    private int _counted;
    private int _line = 1;
    private int _column = 1;

    private JsonNodeReader(ReadOnlySpan<byte> bytes, string fileName, TemplateLimits limits)
    {
        _bytes = bytes;
        _fileName = fileName;
        _reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = limits.MaximumDepth });
    }

    /// <summary>The document's root, or null when the text is not JSON.</summary>
    public static Node? Read(string text, string fileName, TemplateLimits limits)
    {
        var reader = new JsonNodeReader(Encoding.UTF8.GetBytes(text), fileName, limits);
        try
        {
            reader._reader.Read();
            var root = reader.ReadNode();
            return reader._reader.Read() ? null : root;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private Node ReadNode()
    {
        var span = Span();
        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadMapping(span),
            JsonTokenType.StartArray => ReadSequence(span),
            JsonTokenType.String => new ScalarNode(_reader.GetString(), span),
            JsonTokenType.True => new ScalarNode(true, span),
            JsonTokenType.False => new ScalarNode(false, span),
            JsonTokenType.Null => new ScalarNode(Value.Null, span),
            _ => new ScalarNode(ReadNumber(), span),
        };
    }

    private readonly Value ReadNumber() =>
        _reader.ValueSpan.IndexOfAny("eE."u8) < 0 && _reader.TryGetInt64(out var integer) ? (Value)integer : _reader.GetDouble();

    private SequenceNode ReadSequence(SourceSpan span)
    {
        List<Node> items = [];
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
            items.Add(ReadNode());
        return new SequenceNode(items, span);
    }

    private MappingNode ReadMapping(SourceSpan span)
    {
        List<MappingEntry> entries = [];
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var (key, place) = (_reader.GetString()!, Span());
            _reader.Read();
            entries.Add(new MappingEntry(key, place, ReadNode()));
        }

        return new MappingNode(entries, span);
    }

    private SourceSpan Span()
    {
        for (; _counted < _reader.TokenStartIndex; _counted++)
        {
            var (isEnd, isContinuation) = (_bytes[_counted] == '\n', (_bytes[_counted] & 0xC0) == 0x80);
            _line += isEnd ? 1 : 0;
            _column = isEnd ? 1 : _column + (isContinuation ? 0 : 1);
        }

        return new SourceSpan(_fileName, _line, _column);
    }
}
