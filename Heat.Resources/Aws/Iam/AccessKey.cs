using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.Aws.Iam;

/// <summary>AWS::IAM::AccessKey — a pair of keys with which an in-instance user signs requests. It refers to the public one. API: Identity v3, /credentials.</summary>
public sealed class AccessKey : ResourceType
{
    private const string UserName = "UserName";
    private const string SecretAttribute = "SecretAccessKey";
    private const string Secret = "secret_key";

    public override ResourceSchema Schema { get; } = new("AWS::IAM::AccessKey")
    {
        Description = "A pair of keys with which an in-instance user signs requests.",
        Properties =
        [
            Property.Integer("Serial", "Has no effect.").Unimplemented(),
            Property.Text("Status", "Has no effect.").OneOf("Active", "Inactive").Unimplemented(),
            Property.Text(UserName, "The user.").Required(),
        ],
        Attributes =
        [
            Attribute.Text(SecretAttribute, "The secret key.").Live(),
            Attribute.Text(UserName, "The user.").Live(),
        ],
    };

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var (access, secret) = await Users(resource).MakeKeyPairAsync(await UserIdAsync(resource, cancellation), await resource.StackUserProjectAsync(cancellation), cancellation);
        resource.RecordData(Secret, secret);
        return access;
    }

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation) =>
        [.. (await Users(resource).KeyPairsAsync(await UserIdAsync(resource, cancellation), cancellation)).Select(keys => keys.Access)];

    /// <summary>A pair that a call made whose answer was lost has told nobody its secret yet.</summary>
    public override async Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.Data.ContainsKey(Secret))
            return;
        var pairs = await Users(resource).KeyPairsAsync(await UserIdAsync(resource, cancellation), cancellation);
        resource.RecordData(Secret, pairs.First(keys => keys.Access == resource.PhysicalId).Secret);
    }

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) => Users(resource).RemoveKeyPairAsync(resource.RequiredPhysicalId, cancellation);

    public override Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation) =>
        Task.FromResult(MapValue.Of((UserName, resource.Properties.Get(UserName)), (SecretAttribute, resource.Data.GetValueOrDefault(Secret) ?? "000-000-000")));

    private static StackUsersClient Users(ResourceContext resource) => resource.Cloud.Service<StackUsersClient>();

    private static async Task<string> UserIdAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var user = await resource.FindSiblingAsync(resource.Properties.Get(UserName), cancellation);
        return user?.PhysicalId ?? throw new ResourceException("NotFound", $"could not find user {resource.Properties.Text(UserName)}");
    }
}
