namespace Heat.Core.Resources;

/// <summary>The face of a resource type: its name, properties and attributes, and what the engine has to know about it.</summary>
public sealed record ResourceSchema
{
    public ResourceSchema(string type) => Type = type;

    /// <summary>The name that templates use, such as <c>OS::Neutron::Net</c>.</summary>
    public string Type { get; }

    public string Description { get; init; } = "";

    public IReadOnlyList<PropertySchema> Properties { get; init; } = [];

    public IReadOnlyList<AttributeSchema> Attributes { get; init; } = [];

    /// <summary>What the resource's <c>update_policy</c> may hold.</summary>
    public IReadOnlyList<PropertySchema> UpdatePolicy { get; init; } = [];

    public SupportStatus Support { get; init; } = SupportStatus.Always;

    /// <summary>The longest physical name that the service takes, in characters.</summary>
    public int NameLimit { get; init; } = 255;

    /// <summary>The catalogue's service type that has to be there for this type to be listed and used, such as <c>compute</c>; null when none is needed.</summary>
    public string? Service { get; init; }

    /// <summary>The extension that the service has to offer, such as <c>security-group</c>; null when none is needed.</summary>
    public string? Extension { get; init; }

    /// <summary>The raw answer of the service, which most types offer as attribute <c>show</c>.</summary>
    public bool HasShow { get; init; } = true;

    /// <summary>Properties aren't checked: <c>OS::Heat::None</c> accepts whatever it is given.</summary>
    public bool TakesAnything { get; init; }

    /// <summary>An update after a failed check replaces the resource without asking the service.</summary>
    public bool ReplacesAfterFailedCheck { get; init; } = true;

    public PropertySchema? FindProperty(string name) => Properties.FirstOrDefault(property => property.Name == name);

    public AttributeSchema? FindAttribute(string name) =>
        Attributes.FirstOrDefault(attribute => attribute.Name == name) ?? (HasShow && name == Show.Name ? Show : null);

    /// <summary>The names of the attributes to read after an action: of those that are dear, only the ones that somebody asks for.</summary>
    public IReadOnlySet<string> AttributesToRead(Func<string, bool> isAskedFor) =>
        Attributes.Where(attribute => !attribute.IsDear || isAskedFor(attribute.Name)).Select(attribute => attribute.Name).Append(Show.Name).ToHashSet();

    /// <summary>The attribute that holds the service's raw answer.</summary>
    public static AttributeSchema Show { get; } = Attribute.Map("show", "Detailed information about resource.").Live();
}
