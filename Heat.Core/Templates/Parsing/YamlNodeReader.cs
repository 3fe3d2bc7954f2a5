using Heat.Core.Diagnostics;
using Heat.Core.Values;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Heat.Core.Templates.Parsing;

/// <summary>YAML 1.1 text → nodes. Works through the parser's events with a stack of its own, so that no document can exhaust the machine's.</summary>
internal sealed class YamlNodeReader(string text, string fileName, TemplateLimits limits)
{
    private const int MostMended = 20;
    private const string CoreTag = "tag:yaml.org,2002:";

    private readonly Dictionary<string, Node?> _anchors = new(StringComparer.Ordinal);
    private readonly Stack<OpenCollection> _open = new();
    private readonly YamlFaults _faults = new(text, fileName);
    private int _aliases;
    private int _mended;
    private Node? _root;
    private Mark? _firstDocument;

    /// <summary>The document's root; null when there is no document or it holds nothing.</summary>
    public static Node? Read(string text, string fileName, TemplateLimits limits) => new YamlNodeReader(text, fileName, limits).Read();

    private Node? Read()
    {
        try
        {
            // The parser itself takes no note of nested collections but in a stack of its own, and this loop stops it at the depth that is allowed.
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext())
                Accept(parser.Current!);
        }
        catch (YamlDotNet.Core.YamlException exception) when (_mended < MostMended && QuotedLines.AreAtFault(exception, text))
        {
            return new YamlNodeReader(QuotedLines.Indented(text, exception.Start), fileName, limits) { _mended = _mended + 1 }.Read();
        }
        catch (YamlDotNet.Core.YamlException exception)
        {
            throw _faults.Worded(exception, _open.TryPeek(out var open) ? open.Start : null);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The scanner stumbles over some texts instead of refusing them.
            throw _faults.At("while scanning for the next token", null, "found a text that is no YAML", new SourceSpan(fileName, 1, 1));
        }

        return _root is ScalarNode { Value: NullValue } ? null : _root;
    }

    private void Accept(ParsingEvent current)
    {
        switch (current)
        {
            case DocumentStart start:
                AcceptDocument(start);
                break;
            case Scalar scalar:
                Place(new ScalarNode(Resolve(scalar), Span(scalar)), scalar.Anchor, isPlain: scalar.Style == ScalarStyle.Plain);
                break;
            case AnchorAlias alias:
                Place(Target(alias), AnchorName.Empty);
                break;
            case MappingStart start:
                Open(start, isMapping: true);
                break;
            case SequenceStart start:
                Open(start, isMapping: false);
                break;
            case MappingEnd or SequenceEnd:
                Close();
                break;
        }
    }

    private void AcceptDocument(DocumentStart start)
    {
        if (_firstDocument is { } first)
            throw _faults.At("expected a single document in the stream", first, "but found another document", start.Start);
        _firstDocument = start.Start;
    }

    private void Open(NodeEvent start, bool isMapping)
    {
        if (_open.Count >= limits.MaximumDepth)
            throw TooMuch($"Nesting exceeds maximum allowed depth ({limits.MaximumDepth} levels).", start);
        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific && start.Tag.Value is not (CoreTag + "map" or CoreTag + "seq"))
            throw UnknownTag(start);
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor.Value] = null;
        _open.Push(new OpenCollection(isMapping, Span(start), start));
    }

    private void Close()
    {
        var closed = _open.Pop();
        Node node = closed.IsMapping ? new MappingNode(closed.Entries(_faults), closed.Span) : new SequenceNode(closed.Items, closed.Span);
        if (node.Size > limits.MaximumNodes)
            throw TooMuch($"Number of nodes exceeds maximum allowed number ({limits.MaximumNodes} nodes).", closed.Start);
        if (node.Depth + _open.Count > limits.MaximumDepth + 1)
            throw TooMuch($"Nesting exceeds maximum allowed depth ({limits.MaximumDepth} levels).", closed.Start);
        Place(node, closed.Start.Anchor);
    }

    private void Place(Node node, AnchorName anchor, bool isPlain = false)
    {
        if (!anchor.IsEmpty)
            _anchors[anchor.Value] = node;
        if (_open.TryPeek(out var parent))
            parent.Add(node, isPlain);
        else
            _root = node;
    }

    private Node Target(AnchorAlias alias)
    {
        if (++_aliases > limits.MaximumAliases)
            throw TooMuch($"Number of aliases exceeds maximum allowed number ({limits.MaximumAliases} aliases).", alias);
        if (!_anchors.TryGetValue(alias.Value.Value, out var target))
            throw _faults.At(null, null, $"found undefined alias '{alias.Value.Value}'", alias.Start);
        return target ?? throw _faults.At(null, null, $"found recursive alias '{alias.Value.Value}'", alias.Start);
    }

    private Value Resolve(Scalar scalar)
    {
        var isPlain = scalar.Style == ScalarStyle.Plain;
        if (scalar.Tag.IsEmpty)
            return isPlain ? YamlScalars.Resolve(scalar.Value) : scalar.Value;
        if (scalar.Tag.IsNonSpecific)
            return scalar.Value;
        return scalar.Tag.Value switch
        {
            CoreTag + "str" or CoreTag + "timestamp" or CoreTag + "binary" => scalar.Value,
            CoreTag + "null" or CoreTag + "bool" or CoreTag + "int" or CoreTag + "float" => YamlScalars.Resolve(scalar.Value),
            _ => throw UnknownTag(scalar),
        };
    }

    private YamlException UnknownTag(NodeEvent node) =>
        _faults.At(null, null, $"could not determine a constructor for the tag '{node.Tag.Value}'", node.Start);

    private ProblemException TooMuch(string message, ParsingEvent where) =>
        new("RequestLimitExceeded", $"Request limit exceeded: {message}", Span(where));

    private SourceSpan Span(ParsingEvent where) => YamlFaults.Span(fileName, where.Start);

    /// <summary>A list or map whose end hasn't come yet. A map's keys and values alternate among its items.</summary>
    private sealed class OpenCollection(bool isMapping, SourceSpan span, NodeEvent start)
    {
        private readonly List<bool> _plain = [];

        public bool IsMapping { get; } = isMapping;

        public SourceSpan Span { get; } = span;

        public NodeEvent Start { get; } = start;

        public List<Node> Items { get; } = [];

        public void Add(Node node, bool isPlain)
        {
            Items.Add(node);
            _plain.Add(isPlain);
        }

        /// <summary>The entries of a map, those merged in with <c>&lt;&lt;</c> before its own, so that its own win.</summary>
        public IEnumerable<MappingEntry> Entries(YamlFaults faults)
        {
            List<MappingEntry> merged = [], own = [];
            for (var index = 0; index < Items.Count; index += 2)
            {
                if (_plain[index] && Items[index] is ScalarNode { Value: TextValue { Text: "<<" } })
                    merged.AddRange(Merged(Items[index + 1], faults));
                else
                    own.Add(new MappingEntry(Key(Items[index], faults), Items[index].Span, Items[index + 1]));
            }

            return merged.Concat(own);
        }

        private IEnumerable<MappingEntry> Merged(Node node, YamlFaults faults) => node switch
        {
            MappingNode map => map.Entries,
            // Of several merged maps the first one counts, so they are laid down last to first.
            SequenceNode list when list.Items.All(item => item is MappingNode) => list.Items.Reverse().SelectMany(item => Merged(item, faults)),
            _ => throw faults.At("while constructing a mapping", Start.Start, "expected a mapping or list of mappings for merging, but found scalar", node.Span),
        };

        private string Key(Node node, YamlFaults faults) => node is ScalarNode scalar
            ? scalar.Value is TextValue text ? text.Text : ValueText.Json(scalar.Value)
            : throw faults.At("while constructing a mapping", Start.Start, "found unhashable key", node.Span);
    }
}
