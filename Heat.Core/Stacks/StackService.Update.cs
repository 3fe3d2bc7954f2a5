using Heat.Core.Diagnostics;
using Heat.Core.Engine;
using Heat.Core.Environments;
using Heat.Core.Security;
using Heat.Core.Stacks.Failures;
using Heat.Core.Storage;
using Heat.Core.Templates;
using Heat.Core.Values;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Stacks;

/// <content>Updating stacks.</content>
public sealed partial class StackService
{
    /// <summary>Changes a stack. A running update gives way to a newer one.</summary>
    public async Task UpdateAsync(RequestContext context, StackRecord stack, StackRequest request, CancellationToken cancellation)
    {
        var definition = await DefineUpdateAsync(context, stack, request, cancellation);
        await RenewCredentialsAsync(context, stack, cancellation);
        await SubmitAsync(
            stack.Id,
            StackAction.Update,
            StopRequest.AfterRunningSteps,
            current =>
            {
                CheckUpdatable(current);
                return Updated(current, request, definition);
            },
            async (database, changed) =>
            {
                await DatabaseOperationStore.AddDocumentsAsync(database, [.. StackDefinitions.Documents(definition)]);
                if (request.Tags is not null || !request.KeepsExisting)
                    await ReplaceTagsAsync(database, changed.Id, request.Tags ?? []);
            },
            request.Converge);
    }

    /// <summary>The definition that an update would give a stack, checked.</summary>
    public async Task<StackDefinition> DefineUpdateAsync(RequestContext context, StackRecord stack, StackRequest request, CancellationToken cancellation)
    {
        CheckUpdatable(stack);
        var existing = await _reader.DefinitionAsync(stack);
        var merged = request.KeepsExisting ? Known(Merge(request, existing)) : request;
        var definition = Define(merged, new StackIdentity(stack.Name, stack.Id, stack.ProjectId));
        CheckImmutable(existing, definition);
        await EnsureAsync(context, definition, cancellation);
        CheckSize(definition);
        return definition;
    }

    private static void CheckUpdatable(StackRecord stack)
    {
        if (stack.Action == StackAction.Suspend)
            throw new UnsupportedException("Updating a stack when it is suspended");
        if (stack.Action == StackAction.Delete)
            throw new UnsupportedException("Updating a stack when it is deleting");
    }

    /// <summary>What a request leaves out stays as it is.</summary>
    private static StackRequest Merge(StackRequest request, StackDefinition existing)
    {
        var kept = existing.Environment;
        var parameters = MapValue.Create(kept.Parameters.Where(entry => !request.ClearParameters.Contains(entry.Key)));
        return request with
        {
            Template = request.Template ?? existing.Template.Root,
            Files = MergeFiles(existing.Files, request.Files),
            Environment = request.Environment with
            {
                Parameters = parameters.With(request.Environment.Parameters),
                ParameterDefaults = kept.ParameterDefaults.With(request.Environment.ParameterDefaults),
                Registry = ResourceRegistry.Create(MergeRegistry(kept.Registry.ToValue(), request.Environment.Registry.ToValue())),
                EventSinks = request.Environment.EventSinks.Count > 0 ? request.Environment.EventSinks : kept.EventSinks,
            },
        };
    }

    /// <summary>Of the values that are kept or added, those that the template asks for: a new template may have dropped some of the old one's parameters.</summary>
    private StackRequest Known(StackRequest request)
    {
        var names = _definitions.Template(request.Template!, request.Template!.ToValue(), request.Files).Template.Parameters.Select(parameter => parameter.Name).ToHashSet();
        return request with { Environment = request.Environment with { Parameters = MapValue.Create(request.Environment.Parameters.Where(entry => names.Contains(entry.Key))) } };
    }

    private static Dictionary<string, string> MergeFiles(IReadOnlyDictionary<string, string> kept, IReadOnlyDictionary<string, string> given)
    {
        var files = new Dictionary<string, string>(kept);
        foreach (var (name, content) in given)
            files[name] = content;
        return files;
    }

    private static MapValue MergeRegistry(MapValue kept, MapValue given)
    {
        var resources = (kept.Get("resources").AsMap() ?? MapValue.Empty).With(given.Get("resources").AsMap() ?? MapValue.Empty);
        return kept.With(given).With("resources", resources);
    }

    private static void CheckImmutable(StackDefinition existing, StackDefinition wanted)
    {
        var changed = wanted.Template.Parameters
            .Where(parameter => parameter.IsImmutable && existing.Parameters.Values.TryGetValue(parameter.Name, out var before) && before != wanted.Parameters.Values.Get(parameter.Name))
            .Select(parameter => parameter.Name)
            .ToList();
        if (changed.Count > 0)
            throw new ProblemException("ImmutableParameterModified", $"The following parameters are immutable and may not be updated: {string.Join(", ", changed)}");
    }

    private StackRecord Updated(StackRecord current, StackRequest request, StackDefinition definition)
    {
        // A stack that is on its way back to what it was is whole in that sense: its template in force is the one that worked, and the other one is what failed.
        var wasWhole = current.Status == Status.Complete || current.Action == StackAction.Rollback;
        return _definitions.Write(definition, current) with
        {
            PreviousTemplateKey = wasWhole ? current.TemplateKey : current.PreviousTemplateKey,
            PreviousFilesKey = wasWhole ? current.FilesKey : current.PreviousFilesKey,
            PreviousEnvironment = wasWhole ? current.Environment : current.PreviousEnvironment,
            DisableRollback = request.DisableRollback ?? (request.KeepsExisting ? current.DisableRollback : true),
            TimeoutMinutes = request.TimeoutMinutes ?? current.TimeoutMinutes,
            Tags = request.Tags is not null || !request.KeepsExisting ? TagsOf(request.Tags ?? []) : current.Tags,
        };
    }

    private static async Task ReplaceTagsAsync(HeatDatabase database, Guid stack, IReadOnlyList<string> tags)
    {
        await database.StackTags.Where(row => row.StackId == stack).ExecuteDeleteAsync();
        database.AddRange(tags.Distinct().Select(tag => new StackTagRecord(stack, tag)));
    }
}
