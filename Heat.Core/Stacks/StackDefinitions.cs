using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Heat.Core.Diagnostics;
using Heat.Core.Engine;
using Heat.Core.Environments;
using Heat.Core.EventSinks;
using Heat.Core.Parameters;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Security;
using Heat.Core.Storage;
using Heat.Core.Templates;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>Makes stack definitions: of what a request brings, of what is stored, and of what a nested stack is to be. What was worked out once for the same content is kept.</summary>
public sealed class StackDefinitions(TemplateFactory templates, ResourceTypes types, SecretBox secrets)
{
    private const int KeptAtMost = 256;

    private readonly ConcurrentDictionary<string, Template> _templates = new();
    private readonly ConcurrentDictionary<(Guid Stack, string Template, string Files, string Environment), StackDefinition> _definitions = new();

    /// <summary>The template in a document. The same content gives the same object.</summary>
    /// <exception cref="ProblemException">It is no template.</exception>
    public (Template Template, string TemplateKey, string FilesKey) Template(Value document, IReadOnlyDictionary<string, string> files) =>
        Template(TemplateParser.FromValue(document, TemplateParser.RootStack), document, files);

    /// <summary>The template of a tree of nodes that know their places.</summary>
    public (Template Template, string TemplateKey, string FilesKey) Template(Node root, Value document, IReadOnlyDictionary<string, string> files)
    {
        var templateKey = ContentKey.Document(document).Key;
        var filesKey = ContentKey.Document(files).Key;
        // Two texts may say the same in different places, so what knows its places isn't shared.
        var template = root.Span.Line > 0 ? templates.Create(root, files) : Keep(_templates, templateKey + filesKey, () => templates.Create(root, files));
        return (template, templateKey, filesKey);
    }

    /// <summary>The parameters of a template and of the templates among its files; its own come last, so that of those with the same name they count.</summary>
    internal IEnumerable<ParameterSchema> AllParameters(Template template) => template.Files.SelectMany(file => ParametersIn(file.Value, file.Key)).Concat(template.Parameters);

    private IReadOnlyList<ParameterSchema> ParametersIn(string text, string fileName)
    {
        if (!TemplateParser.MentionsVersion(text))
            return [];
        try
        {
            return templates.Create(TemplateParser.ParseText(text, fileName, TemplateLimits.Default), new Dictionary<string, string>()).Parameters;
        }
        catch (ProblemException)
        {
            // A file that is no template after all; where it is used as one, that is told.
            return [];
        }
    }

    /// <summary>A definition, complete with what is wrong with it.</summary>
    public StackDefinition Define(Template template, HeatEnvironment environment, StackIdentity identity, FacadeValues? facade = null, bool requiresValues = true)
    {
        var parameters = ParameterSet.Resolve(template, environment.Parameters, environment.ParameterDefaults, identity.PseudoParameters(template), requiresValues);
        return new StackDefinitionBuilder(template, environment, parameters, types, templates).Build(
            identity,
            ContentKey.Document(template.ToValue()).Key,
            ContentKey.Document(template.Files).Key,
            facade);
    }

    /// <summary>The definition that a stored stack has.</summary>
    internal async Task<StackDefinition> LoadAsync(StackRecord stack, IOperationStore store)
    {
        var key = (stack.Id, stack.TemplateKey, stack.FilesKey, Convert.ToHexString(SHA256.HashData(stack.Environment)));
        if (_definitions.TryGetValue(key, out var known))
            return known;
        if (!_templates.TryGetValue(stack.TemplateKey + stack.FilesKey, out var template))
        {
            var files = ValueJson.ParseMap(await store.ReadDocumentAsync(stack.FilesKey)).ToDictionary(file => file.Key, file => ValueText.Plain(file.Value));
            template = Template(ValueJson.Parse(await store.ReadDocumentAsync(stack.TemplateKey)), files).Template;
        }

        var stored = StoredEnvironment.Open(stack.Environment, stack.Id, secrets);
        var definition = Define(template, stored.Environment, new StackIdentity(stack.Name, stack.Id, stack.ProjectId), stored.Facade, requiresValues: false);
        return Keep(_definitions, key, () => definition);
    }

    /// <summary>The definition of a nested stack below a stack.</summary>
    internal StackDefinition Nested(StackDefinition parent, WantedResource resource, NestedStackContent content, StackIdentity identity, FacadeValues? facade, bool requiresValues = true)
    {
        var inherited = content.Inherits.Where(name => content.Template.Parameters.Any(parameter => parameter.Name == name) && parent.Parameters.Values.ContainsKey(name)).Select(name => KeyValuePair.Create(name, parent.Parameters.Values.Get(name)));
        var environment = parent.Environment.ForNested(content.Parameters.With(inherited), resource.Name, resource.RegistryKey);
        if (content.Registry.Count > 0)
            environment = environment with { Registry = environment.Registry.With(ResourceRegistry.Create(content.Registry)) };
        var template = content.Template.Files.Count == 0 && parent.Files.Count > 0
            ? Template(content.Template.ToValue(), parent.Files).Template
            : content.Template;
        return Define(template, environment, identity, facade, requiresValues);
    }

    /// <summary>The definition of a nested stack that isn't made yet, as far as it can be told.</summary>
    public StackDefinition NestedForValidation(StackDefinition parent, WantedResource resource, NestedStackContent content) => Nested(
        parent,
        resource,
        content,
        new StackIdentity(resource.Name, null, parent.Identity.ProjectId),
        new FacadeValues(Value.Null, "Delete", Value.Null),
        requiresValues: false);

    /// <summary>The type of a stored resource. One whose type is no longer known can still be deleted if it is a stack of its own.</summary>
    internal ResourceType TypeOf(ResourceRecord record, StackDefinition? definition)
    {
        if (definition?.Types.TryGetValue(record.MappedType, out var wanted) == true)
            return wanted;
        if (types.TryGet(record.MappedType, out var known))
            return known;
        return ResourceRegistry.IsTemplate(record.MappedType)
            ? new OrphanedNestedStack(record.MappedType)
            : throw new ResourceException("EntityNotFound", $"The Resource Type ({record.MappedType}) could not be found.");
    }

    /// <summary>A record changed to have this definition.</summary>
    internal StackRecord Write(StackDefinition definition, StackRecord stack) => stack with
    {
        TemplateKey = definition.TemplateKey,
        FilesKey = definition.FilesKey,
        Environment = StoredEnvironment.Seal(definition, stack.Id, secrets),
        EventSinks = EventSink.Stored(definition.Environment),
        Description = definition.Template.Description ?? "No description",
        Outputs = null,
    };

    /// <summary>The documents that have to be stored for a definition.</summary>
    internal static IEnumerable<DocumentRecord> Documents(StackDefinition definition) =>
        [ContentKey.Document(definition.Template.ToValue()), ContentKey.Document(definition.Files)];

    /// <summary>What a stack goes back to when its action failed: what it was before or, when it never was anything, a stack without resources.</summary>
    internal (StackRecord Stack, IReadOnlyList<DocumentRecord> Documents) Before(StackRecord stack, StackDefinition failed)
    {
        if (Before(stack) is { } before)
            return (before, []);
        var version = failed.Template.Version;
        var empty = Define(Template(MapValue.Of((version.Key, version.Date)), failed.Files).Template, HeatEnvironment.Empty with { EventSinks = failed.Environment.EventSinks }, new StackIdentity(stack.Name, stack.Id, stack.ProjectId));
        return (Write(empty, stack) with { PreviousTemplateKey = stack.TemplateKey, PreviousFilesKey = stack.FilesKey, PreviousEnvironment = stack.Environment }, [.. Documents(empty)]);
    }

    /// <summary>A stack with what it was before in force, and what it is to go back to if that is given up too; null when it never was anything.</summary>
    internal StackRecord? Before(StackRecord stack) =>
        stack is not { PreviousTemplateKey: { } template, PreviousFilesKey: { } files, PreviousEnvironment: { } environment } ? null : stack with
        {
            TemplateKey = template,
            FilesKey = files,
            Environment = environment,
            EventSinks = EventSink.Stored(StoredEnvironment.Open(environment, stack.Id, secrets).Environment),
            PreviousTemplateKey = stack.TemplateKey,
            PreviousFilesKey = stack.FilesKey,
            PreviousEnvironment = stack.Environment,
        };

    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Belongs to the object that keeps.")]
    private TValue Keep<TKey, TValue>(ConcurrentDictionary<TKey, TValue> kept, TKey key, Func<TValue> make)
        where TKey : notnull
    {
        if (kept.TryGetValue(key, out var known))
            return known;
        // Dropping everything now and then keeps the memory bounded, and is cheaper than to note who was used when.
        if (kept.Count >= KeptAtMost)
            kept.Clear();
        return kept.GetOrAdd(key, make());
    }
}
