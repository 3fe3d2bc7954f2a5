using Heat.Core.Stacks;
using Heat.Core.Stacks.Failures;
using Heat.Core.Storage;

namespace Heat.Server.Orchestration;

/// <summary>Finds the stack that a path means. Only the id decides, but the name has to belong to it, and the stack has to be open to the caller.</summary>
internal sealed class StackLookup(StackReader reader)
{
    /// <summary>The stack, which may be deleted.</summary>
    public async Task<StackRecord> FindAsync(ApiRequest request)
    {
        var name = request.Route("name");
        if (!Guid.TryParse(request.Route("id"), out var id) || await reader.FindAsync(id, request.Cancellation) is not { } stack)
            throw new EntityNotFoundException("Stack", name);
        return stack.IsOpenTo(request.Caller) && stack.Name == name ? stack : throw new EntityNotFoundException("Stack", name);
    }

    /// <summary>The stack, which must not be deleted.</summary>
    public async Task<StackRecord> FindLivingAsync(ApiRequest request)
    {
        var stack = await FindAsync(request);
        return stack.DeletedAt is null ? stack : throw new EntityNotFoundException("Stack", stack.Name);
    }
}
