using System.Diagnostics;
using System.Text;
using FsCheck.Fluent;
using Heat.Core.Diagnostics;
using Heat.Core.Templates;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Templates;

/// <summary>Text becomes nodes that know where they stand, as YAML 1.1 has it, and nothing that is sent can hold the parser up.</summary>
public sealed class Parsing
{
    private const string Header = "heat_template_version: 2021-04-16\n";

    [TestCase("yes", true), TestCase("Off", false), TestCase("010", 8), TestCase("0x1F", 31), TestCase("0b101", 5), TestCase("1:30", 90), TestCase("1_000", 1000), TestCase("-12", -12)]
    [TestCase("1.5", 1.5), TestCase(".inf", double.PositiveInfinity), TestCase("1e3", "1e3"), TestCase("1.0e+3", 1000.0), TestCase("2001-01-01", "2001-01-01"), TestCase("08", "08")]
    [TestCase("~", null), TestCase("", null), TestCase("null", null), TestCase("'yes'", "yes"), TestCase("!!str 12", "12"), TestCase("y", "y"), TestCase("0o7", "0o7")]
    public void A_scalar_means_what_it_means_in_YAML_1_1(string written, object? meant)
    {
        var value = Read($"{Header}a: {written}\n").Get("a");
        Assert.That(value, Is.EqualTo(meant switch { null => Value.Null, bool flag => flag, int number => number, double number => number, _ => (Value)(string)meant }));
        Assert.That(value.KindName, Is.EqualTo(meant switch { null => "NoneType", bool => "bool", int => "int", double => "float", _ => "str" }));
    }

    [Test]
    public void Of_a_key_written_twice_the_last_value_counts() => Assert.That(Read($"{Header}a: 1\nb: 2\na: 3\n").Get("a"), Is.EqualTo((Value)3));

    [Test]
    public void Merge_keys_lay_a_map_under_another() =>
        Assert.That(Read($"{Header}base: &b {{x: 1, y: 2}}\nmore: &m {{x: 9, z: 9}}\na: {{<<: [*b, *m], y: 3}}\n").Get("a"), Is.EqualTo(ValueJson.Parse("""{"x": 1, "y": 3, "z": 9}""")));

    [Test]
    public void Keys_that_are_no_texts_become_texts() => Assert.That(Read($"{Header}1: a\nyes: b\n").Keys, Is.EqualTo(new[] { "heat_template_version", "1", "true" }));

    [Test]
    public void A_node_knows_its_line_and_column()
    {
        var root = (MappingNode)TemplateParser.ParseText($"{Header}resources:\n  a:\n    type: T\n", "main.yaml", TemplateLimits.Default);
        var type = ((MappingNode)((MappingNode)root.Find("resources")!).Find("a")!).Find("type")!;
        Assert.That(type.Span.ToString(), Is.EqualTo("main.yaml:4:11"));
    }

    [Test]
    public void A_node_of_a_JSON_text_knows_its_line_and_column()
    {
        var root = (MappingNode)TemplateParser.ParseText("{\"heat_template_version\": \"2021-04-16\",\n \"ü\": {\"n\": 1e3}}", "main.json", TemplateLimits.Default);
        Assert.Multiple(() =>
        {
            Assert.That(((MappingNode)root.Find("ü")!).Find("n")!.Span.ToString(), Is.EqualTo("main.json:2:13"));
            Assert.That(((MappingNode)root.Find("ü")!).Find("n")!.ToValue(), Is.EqualTo((Value)1000.0));
        });
    }

    [TestCase("a: [b", "while parsing a flow sequence\n  in \"<unicode string>\", line 1, column 4:\n    a: [b\n       ^\nexpected ',' or ']', but got '<stream end>'\n  in \"<unicode string>\", line 1, column 6:\n    a: [b\n         ^")]
    [TestCase("a: [\n", "while parsing a flow node\nexpected the node content, but found '<stream end>'\n  in \"<unicode string>\", line 2, column 1:\n    \n    ^")]
    [TestCase("heat_template_version: 2018-08-31\n\tx: y\n", "while scanning for the next token\nfound character '\\t' that cannot start any token\n  in \"<unicode string>\", line 2, column 1:\n    \tx: y\n    ^")]
    [TestCase("a: b: c\n", "mapping values are not allowed here\n  in \"<unicode string>\", line 1, column 5:\n    a: b: c\n        ^")]
    [TestCase("a: *b\n", "found undefined alias 'b'\n  in \"<unicode string>\", line 1, column 4:\n    a: *b\n       ^")]
    [TestCase("a: !foo b\n", "could not determine a constructor for the tag '!foo'\n  in \"<unicode string>\", line 1, column 4:\n    a: !foo b\n       ^")]
    public void What_is_wrong_is_worded_as_the_reference_words_it(string text, string message) =>
        Assert.That(Templates.Refusal(text).Message, Is.EqualTo($"Error parsing template [root stack] {message}"));

    [TestCase("", "Template format version not found.")]
    [TestCase("{}", "Template format version not found.")]
    [TestCase("just text", "The template is not a JSON object or YAML mapping.")]
    [TestCase("- a\n- b\n", "The template is not a JSON object or YAML mapping.")]
    public void A_text_that_is_no_template_is_refused(string text, string message) => Assert.That(Templates.Refusal(text).Message, Is.EqualTo(message));

    [Test]
    public void Ten_thousand_levels_are_refused_at_once([Values("[", "{a: ", "- ", "{\"a\":", "? ")] string level) => RefusedQuickly(Header + "a: " + string.Concat(Enumerable.Repeat(level, 10_000)));

    [Test]
    public void Ten_thousand_levels_of_JSON_are_refused_at_once() => RefusedQuickly(string.Concat(Enumerable.Repeat("{\"a\":", 10_000)));

    [Test]
    public void A_billion_laughs_are_refused_at_once()
    {
        var text = new StringBuilder(Header).Append("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level < 12; level++)
            text.Append($"a{level}: &a{level} [").AppendJoin(", ", Enumerable.Repeat($"*a{level - 1}", 9)).Append("]\n");
        Assert.That(RefusedQuickly(text.ToString()).Kind, Is.EqualTo("RequestLimitExceeded"));
    }

    [Test]
    public void A_map_that_contains_itself_is_refused() => RefusedQuickly($"{Header}a: &a {{b: *a}}\n");

    [Test]
    public void Ten_megabytes_are_refused_at_once()
    {
        var refusal = RefusedQuickly(Header + "a: " + new string('x', 10_000_000));
        Assert.That(refusal.Message, Is.EqualTo("Request limit exceeded: Template size (10000037 bytes) exceeds maximum allowed size (524288 bytes)."));
    }

    [TestCase("a: \"one\ntwo\"", "one two")]
    [TestCase("a: 'it''s\n\n  so'\nb: 'x\ny'", "it's\nso")]
    [TestCase("a: \"say \\\"x\ny\\\"\"", "say \"x y\"")]
    public void A_quoted_text_may_go_on_at_the_very_left(string text, string expected) => Assert.That(Read(Header + text).Get("a"), Is.EqualTo((Value)expected));

    [Test]
    public void Quoted_texts_that_go_on_at_the_very_left_without_end_are_refused_soon() =>
        RefusedQuickly(Header + string.Concat(Enumerable.Range(0, 20_000).Select(index => $"k{index}: \"a\nb\"\n")));

    [TestCase("\u0085~%\u0085\t*x>", 4), TestCase("a: [\u2028", 3), TestCase("a:\r\r\t- b", 4)]
    public void A_fault_is_told_by_the_lines_that_YAML_counts(string text, int line)
    {
        var fault = Assert.Throws<ProblemException>(() => TemplateParser.ParseText(Header + text, TemplateParser.RootStack, TemplateLimits.Default));
        Assert.That(fault!.Problems.Select(problem => problem.Span.Line), Is.EqualTo(new[] { line }));
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void Whatever_is_sent_gives_nodes_or_a_problem(string? text)
    {
        try
        {
            TemplateParser.ParseText(Header + text, TemplateParser.RootStack, TemplateLimits.Default);
        }
        catch (ProblemException)
        {
            // As it should.
        }
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public FsCheck.Property Pieces_of_YAML_in_any_order_give_nodes_or_a_problem()
    {
        string[] pieces = ["a: ", "- ", "[", "]", "{", "}", ",", "\n", "  ", "&x ", "*x", "<<: ", "!!int ", "'", "\"", "|\n", ">", "? ", ": ", "#", "---\n", "...\n", "%", "@", "\t", "1", "\\", "~", "!", "\u0085", "\ud800"];
        var texts = Gen.Elements(pieces).ListOf().Select(list => string.Concat(list)).ToArbitrary();
        return Prop.ForAll(texts, text => Whatever_is_sent_gives_nodes_or_a_problem(text));
    }

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public FsCheck.Property What_is_written_as_JSON_reads_back_the_same() =>
        Prop.ForAll(Values.ToArbitrary(), value => Read(ValueJson.Write(MapValue.Of(("heat_template_version", "2021-04-16"), ("a", value)))).Get("a") == value);

    private static FsCheck.Gen<Value> Values => Gen.Sized(size => OfSize(Math.Min(size, 12)));

    private static FsCheck.Gen<Value> OfSize(int size)
    {
        FsCheck.Gen<Value>[] scalars =
        [
            Gen.Constant(Value.Null), Gen.Elements((Value)true, (Value)false), Gen.Choose(-100, 100).Select(number => (Value)number),
            Gen.Choose(-100, 100).Select(number => (Value)(number / 8.0)), Gen.Elements("", "yes", "0x1", "ü€\n\t\"\\", "- a", "1e3", "{x}", "<<").Select(text => (Value)text),
        ];
        if (size <= 1)
            return Gen.OneOf(scalars);
        var inner = OfSize(size / 2).ListOf(size / 3);
        return Gen.OneOf([.. scalars, inner.Select(items => (Value)ListValue.Create(items)), inner.Select(items => (Value)MapValue.Create(items.Select((item, index) => KeyValuePair.Create($"k{index}", item))))]);
    }

    private static MapValue Read(string text) => (MapValue)TemplateParser.ParseText(text, TemplateParser.RootStack, TemplateLimits.Default).ToValue();

    private static ProblemException RefusedQuickly(string text)
    {
        var watch = Stopwatch.StartNew();
        var refusal = Templates.Refusal(text);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
        return refusal;
    }
}
