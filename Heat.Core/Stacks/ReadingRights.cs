using Heat.Core.Resources;
using Heat.Core.Security;
using Heat.Core.Storage;
using Heat.Core.Values;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Stacks;

/// <summary>What in-instance users may look at in their stack: the server that a user was made for or, for a user that is a resource itself, itself and what its access policies let it. Those that were made to signal a resource look at nothing.</summary>
public sealed class ReadingRights(IDbContextFactory<HeatDatabase> databases, StackReader reader, ResourceTypes types, SecretBox secrets)
{
    private const string UserIdKey = "user_id";

    private readonly string[] _userTypes = [.. types.All.Where(type => type is IStackUserType).Select(type => type.Schema.Type)];

    public async Task<bool> MayReadAsync(string userId, StackRecord stack, string resource, CancellationToken cancellation)
    {
        if (await reader.FindResourceAsync(stack, resource, cancellation) is not { } record)
            return false;
        return (IsOf(record, userId) && !TakesSignals(record)) || await LetsAsync(userId, stack, resource, cancellation);
    }

    private async Task<bool> LetsAsync(string userId, StackRecord stack, string resource, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var users = await database.Resources.Where(row => row.StackId == stack.Id && _userTypes.Contains(row.MappedType)).ToListAsync(cancellation);
        if (users.Find(user => IsOf(user, userId)) is not { } found)
            return false;
        foreach (var policy in ((IStackUserType)types.Get(found.MappedType)).AccessPolicies(PropertiesOf(found)))
            if (await reader.FindResourceAsync(stack, policy, cancellation) is not { } record || !LetsRead(record, resource))
                return false;
        return true;
    }

    private bool LetsRead(ResourceRecord policy, string resource) =>
        types.TryGet(policy.MappedType, out var type) && type is IAccessPolicyType access && access.LetsRead(PropertiesOf(policy), resource);

    private bool TakesSignals(ResourceRecord record) => types.TryGet(record.MappedType, out var type) && type.TakesSignals;

    private bool IsOf(ResourceRecord record, string userId) => secrets.OpenMap(record.Data, record.Id).Get(UserIdKey) == userId;

    private MapValue PropertiesOf(ResourceRecord record) => secrets.OpenMap(record.Properties, record.Id);
}
