using Heat.Core.Templates;
using Heat.Core.Values;
using Heat.Tests.RealCloud;

namespace Heat.Tests.Lifecycles;

/// <summary>The life of a resource of one type, as a file of the folder <c>types</c> tells it.</summary>
public sealed record LifecycleCase
{
    /// <summary>The name of the resource whose type it is about. Others of the same stack are there for its sake.</summary>
    public const string Thing = "thing";

    /// <summary>The parameter that tells where an image can be fetched from.</summary>
    private const string ImageAddress = "image_address";

    public required string Type { get; init; }

    /// <summary>The section of a template.</summary>
    public required MapValue Resources { get; init; }

    /// <summary>Who owns the stack; some types are for administrators.</summary>
    public required string User { get; init; }

    /// <summary>Properties of the thing with their new values, one update after the other, each of which leaves it in its place.</summary>
    public required IReadOnlyList<MapValue> Updates { get; init; }

    /// <summary>Properties of the thing with new values for which it is made anew; null where there are none.</summary>
    public required MapValue? Replacement { get; init; }

    /// <summary>What the service calls properties where that is something else; null for those that it doesn't show as they were given.</summary>
    public required MapValue Shown { get; init; }

    /// <summary>Updatable properties that can't be updated, each with its reason.</summary>
    public required MapValue NotUpdated { get; init; }

    /// <summary>Properties whose new values give the thing another id, although it isn't made anew.</summary>
    public required IReadOnlyList<string> RenamedBy { get; init; }

    /// <summary>Why it can't be lost behind the stack's back; null if it can.</summary>
    public required string? NotLost { get; init; }

    /// <summary>Why a check can't tell that the thing is gone; null if it does.</summary>
    public required string? Unseen { get; init; }

    /// <summary>What the usual real cloud lacks for this type; null if it has all.</summary>
    public required string? NotReal { get; init; }

    private static readonly string s_folder = Path.Combine(Repository.Root, "Heat.Tests", "Lifecycles", "types");

    public static IEnumerable<LifecycleCase> All() => Directory.EnumerateFiles(s_folder, "*.yaml").Order(StringComparer.Ordinal).Select(Read);

    /// <summary>A template with these properties in place of the thing's own.</summary>
    public MapValue Template(MapValue properties) => MapValue.Of(
        ("heat_template_version", "2018-08-31"),
        ("parameters", MapValue.Of((ImageAddress, MapValue.Of(("type", "string"), ("default", RealCloudSettings.Image ?? "http://127.0.0.1/image"))))),
        ("resources", Resources.With(Thing, ThingDefinition.With("properties", properties))));

    public MapValue Properties => ThingDefinition.Get("properties").AsMap() ?? MapValue.Empty;

    public override string ToString() => Type;

    private MapValue ThingDefinition => Resources.Get(Thing).AsMap()!;

    private static LifecycleCase Read(string file)
    {
        var read = (MapValue)TemplateParser.ParseMap(File.ReadAllText(file), Path.GetFileName(file), new TemplateLimits()).ToValue();
        var unknown = read.Keys.Except(["resources", "user", "updates", "replacement", "shown", "not_updated", "renamed_by", "not_lost", "unseen", "not_real"]);
        if (unknown.Any())
            throw new InvalidDataException($"{file}: {string.Join(", ", unknown)}?");
        var resources = read.Get("resources").AsMap()!;
        return new LifecycleCase
        {
            Type = resources.Get(Thing).AsMap()!.Get("type").AsText()!,
            Resources = resources,
            User = read.Get("user").AsText() ?? "demo",
            Updates = [.. read.Get("updates").Maps()],
            Replacement = read.Get("replacement").AsMap(),
            Shown = read.Get("shown").AsMap() ?? MapValue.Empty,
            NotUpdated = read.Get("not_updated").AsMap() ?? MapValue.Empty,
            RenamedBy = [.. read.Get("renamed_by").Texts()],
            NotLost = read.Get("not_lost").AsText(),
            Unseen = read.Get("unseen").AsText(),
            NotReal = read.Get("not_real").AsText(),
        };
    }
}
