using Heat.Core.Templates;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Resources;

/// <summary>Checks the properties of a resource against its schema, turns them into the kinds that the schema asks for, and completes them with defaults.</summary>
public static class PropertyResolver
{
    internal const string Heading = "Property error";

    /// <summary>The properties of a resource of a template.</summary>
    /// <param name="schemas">What the type takes.</param>
    /// <param name="properties">The properties as an expression, a map; null for none.</param>
    /// <param name="isReady">Whether a resource that an expression mentions is there already. A property that mentions one which isn't there skips its constraints.</param>
    /// <param name="path">Where the properties stand, such as <c>resources.server.properties</c>.</param>
    /// <param name="resourceDescription">The resource's own description, which becomes that of the object unless a property says otherwise.</param>
    /// <param name="requiresParameters">A property that hangs on a parameter without a value is a problem; otherwise it is left unchecked.</param>
    public static PropertyResolution Resolve(
        IReadOnlyList<PropertySchema> schemas,
        Expression? properties,
        IEvaluationScope scope,
        Func<string, bool> isReady,
        string path,
        string? resourceDescription = null,
        bool requiresParameters = true) =>
        Resolve(schemas, GivenProperties.Evaluated(properties, scope, isReady, requiresParameters), path, resourceDescription);

    /// <summary>
    /// The properties of a resource of this type. What is written in an old form is read in the present one. What hangs on a parameter without a value is left unchecked: that was complained
    /// about before, where values are needed at all.
    /// </summary>
    /// <param name="isReady">Whether a resource that an expression mentions is there already.</param>
    public static async ValueTask<PropertyResolution> ResolveAsync(
        ResourceType type, ResourceDefinition definition, IEvaluationScope scope, Func<string, bool> isReady, ICloudSession cloud, CancellationToken cancellation)
    {
        var given = GivenProperties.Evaluated(definition.Properties, scope, isReady, requiresParameters: false);
        var written = given.Values;
        var translated = given.Translated(written, await type.TranslateAsync(written, cloud, cancellation));
        return Resolve(type.PropertiesFor(translated.Values), translated, definition.PropertiesPath, definition.Description);
    }

    /// <summary>Properties that are values already.</summary>
    public static PropertyResolution Resolve(IReadOnlyList<PropertySchema> schemas, MapValue properties, string path, string? resourceDescription = null) =>
        Resolve(schemas, GivenProperties.Of(properties), path, resourceDescription);

    internal static PropertyResolution Resolve(IReadOnlyList<PropertySchema> schemas, GivenProperties given, string path, string? resourceDescription) =>
        given.Fault is { } fault ? new PropertyCheck(path).Failed(fault) : new PropertyCheck(path).Run(schemas, given.Named, given.Span, resourceDescription);
}
