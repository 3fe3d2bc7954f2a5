using Heat.Core.Engine;
using Heat.Core.Environments;
using Heat.Core.Security;
using Heat.Core.Stacks.Failures;
using Heat.Core.Storage;
using Heat.Core.Templates;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <content>Stacks as documents: letting go of what a stack made, and taking over what exists.</content>
public sealed partial class StackService
{
    /// <summary>A stack as a document.</summary>
    public Task<MapValue> ExportAsync(StackRecord stack, CancellationToken cancellation)
    {
        CheckMayAbandon();
        return _reader.DocumentAsync(stack, cancellation);
    }

    /// <summary>Deletes a stack and leaves what it made in the cloud.</summary>
    /// <returns>The stack as a document, from which another can be made.</returns>
    public async Task<MapValue> AbandonAsync(StackRecord stack, CancellationToken cancellation)
    {
        CheckMayAbandon();
        Idle(stack);
        var document = await _reader.DocumentAsync(stack, cancellation);
        await SubmitAsync(stack.Id, StackAction.Delete, StopRequest.None, Idle, details: new OperationDetails { Abandons = true });
        return document;
    }

    /// <summary>Makes a stack of what exists already.</summary>
    /// <param name="request">What the client says besides the document; it counts where both say something.</param>
    /// <param name="document">What an export or an abandoned stack told.</param>
    public Task<StackRecord> AdoptAsync(RequestContext context, StackRequest request, MapValue document, CancellationToken cancellation)
    {
        if (!_limits.EnableStackAdopt)
            throw new UnsupportedException("Stack Adopt");
        var resources = document.Get(StackDocument.Resources).AsMap() ?? MapValue.Empty;
        return StartAsync(context, Completed(request, document), StackAction.Adopt, new OperationDetails { Adopted = resources }, cancellation);
    }

    private static StackRequest Completed(StackRequest request, MapValue document)
    {
        var told = StackDocument.EnvironmentOf(document);
        return request with
        {
            Template = document.Get(StackDocument.Template) is MapValue template ? TemplateParser.FromValue(template, TemplateParser.RootStack) : request.Template,
            Files = MergeFiles(StackDocument.FilesOf(document), request.Files),
            Environment = request.Environment with
            {
                Parameters = told.Parameters.With(request.Environment.Parameters),
                ParameterDefaults = told.ParameterDefaults.With(request.Environment.ParameterDefaults),
                Registry = ResourceRegistry.Create(MergeRegistry(told.Registry.ToValue(), request.Environment.Registry.ToValue())),
            },
        };
    }

    private void CheckMayAbandon()
    {
        if (!_limits.EnableStackAbandon)
            throw new UnsupportedException("Stack Abandon");
    }
}
