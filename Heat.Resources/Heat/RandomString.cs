using System.Security.Cryptography;
using System.Text;
using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Heat;

/// <summary>OS::Heat::RandomString — a random text that is made once and kept for the resource's life.</summary>
public sealed class RandomString : ResourceType
{
    private const string Digits = "0123456789";
    private const string Lowercase = "abcdefghijklmnopqrstuvwxyz";
    private const string Uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public override ResourceSchema Schema { get; } = new("OS::Heat::RandomString")
    {
        Description = "A random text that is made once and kept.",
        Support = SupportStatus.Since("2014.1"),
        Properties =
        [
            Property.ListOfMaps("character_classes", "Named sets of characters to draw from, each with the least number of characters it gives.",
                Property.Text("class", "The set.").OneOf("lettersdigits", "letters", "lowercase", "uppercase", "digits", "hexdigits", "octdigits").DefaultsTo("lettersdigits"),
                Property.Integer("min", "How many of them there are at least.").InRange(1, 512).DefaultsTo(1)).DefaultsTo(ListValue.Create([MapValue.Of(("class", "lettersdigits"), ("min", 1))])),
            Property.ListOfMaps("character_sequences", "Sets of characters of your own, each with the least number of characters it gives.",
                Property.Integer("min", "How many of them there are at least.").InRange(1, 512).DefaultsTo(1),
                Property.Text("sequence", "The characters.").Required()),
            Property.Integer("length", "How many characters there are.").InRange(1, 512).DefaultsTo(32),
            Property.Text("salt", "Anything; a change makes a new text."),
            Property.Text("sequence", "The characters.").OneOf("lettersdigits", "letters", "lowercase", "uppercase", "digits", "hexdigits", "octdigits").DeprecatedIn("2014.2").HiddenIn("5.0.0"),
        ],
        Attributes =
        [
            Attribute.Text("value", "The text, which the resource refers to as well.").Live(),
        ],
    };

    public override bool LeavesNoTrace => true;

    public override Value Reference(ResourceContext resource) => resource.PhysicalId is null ? resource.Name : Kept(resource);

    /// <summary>The old property <c>sequence</c> is a character class of its own.</summary>
    public override ValueTask<MapValue> TranslateAsync(MapValue properties, ICloudSession cloud, CancellationToken cancellation)
    {
        if (properties.Get("sequence").AsText() is not { } sequence)
            return ValueTask.FromResult(properties);
        var classes = properties.Get("character_classes");
        var given = classes == Schema.FindProperty("character_classes")!.Default ? [] : classes.Maps();
        Value[] all = [.. given, MapValue.Of(("class", sequence), ("min", 1))];
        return ValueTask.FromResult(properties.Without("sequence").With("character_classes", ListValue.Create(all)));
    }

    public override Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation)
    {
        if (unknown.Overlaps(["length", "character_classes", "character_sequences"]))
            return Task.FromResult<IReadOnlyList<string>>([]);
        var alphabets = AlphabetsOf(properties);
        return Task.FromResult<IReadOnlyList<string>>(
            alphabets.Sum(alphabet => alphabet.Minimum) > LengthOf(properties) ? ["Length property cannot be smaller than combined character class and character sequence minimums"]
            : alphabets.All(alphabet => alphabet.Characters.Length == 0) ? ["There are no characters to build the random string from"]
            : []);
    }

    public override Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        resource.RecordData("value", Generate(AlphabetsOf(resource.Properties), LengthOf(resource.Properties)));
        return Task.FromResult<string?>(resource.PhysicalName);
    }

    public override Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation) =>
        Task.FromResult(MapValue.Of(("value", Kept(resource))));

    private static Value Kept(ResourceContext resource) => resource.Data.GetValueOrDefault("value");

    /// <summary>So many of each alphabet as it asks for at least, the rest from all of them, well mixed.</summary>
    private static string Generate(IReadOnlyList<Alphabet> alphabets, int length)
    {
        var asked = alphabets.Where(alphabet => alphabet.Characters.Length > 0).SelectMany(alphabet => RandomNumberGenerator.GetItems<Rune>(alphabet.Characters, alphabet.Minimum)).ToList();
        Rune[] all = [.. alphabets.SelectMany(alphabet => alphabet.Characters).Distinct()];
        Rune[] text = [.. asked, .. RandomNumberGenerator.GetItems<Rune>(all, Math.Max(0, length - asked.Count))];
        RandomNumberGenerator.Shuffle(text.AsSpan());
        return string.Concat(text.Take(length));
    }

    private static int LengthOf(MapValue properties) => (int)(properties.Get("length").AsInteger() ?? 32);

    private static IReadOnlyList<Alphabet> AlphabetsOf(MapValue properties) =>
    [
        .. properties.Get("character_sequences").Maps().Select(sequence => new Alphabet(Distinct(sequence.Get("sequence").AsText() ?? ""), MinimumOf(sequence))),
        .. properties.Get("character_classes").Maps().Select(named => new Alphabet(Distinct(CharactersOf(named.Get("class").AsText())), MinimumOf(named))),
    ];

    private static Rune[] Distinct(string characters) => [.. characters.EnumerateRunes().Distinct()];

    private static int MinimumOf(MapValue alphabet) => (int)(alphabet.Get("min").AsInteger() ?? 1);

    private static string CharactersOf(string? name) => name switch
    {
        "letters" => Lowercase + Uppercase,
        "lowercase" => Lowercase,
        "uppercase" => Uppercase,
        "digits" => Digits,
        "hexdigits" => Digits + "ABCDEF",
        "octdigits" => "01234567",
        _ => Lowercase + Uppercase + Digits,
    };

    private sealed record Alphabet(Rune[] Characters, int Minimum);
}
