using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Compute;

/// <summary>/os-keypairs: keys that belong to a user.</summary>
internal sealed partial class KeyPairsApi(ComputeTables tables) : ICloudApi
{
    private const string Path = "/v2.1/os-keypairs";

    public void Map(CloudRoutes routes)
    {
        routes.Get(Path, List);
        routes.Post(Path, Create);
        routes.Get($"{Path}/{{name}}", request =>
        {
            var pair = Require(request);
            var view = View(pair, request);
            view["user_id"] = pair.UserId;
            view["created_at"] = pair.CreatedAt.Naive();
            view["deleted"] = false;
            view["deleted_at"] = null;
            view["updated_at"] = null;
            view["id"] = Math.Abs(pair.Id.GetHashCode(StringComparison.Ordinal));
            return CloudReply.Ok("keypair", view);
        });
        routes.Delete($"{Path}/{{name}}", (request, transaction) =>
        {
            transaction.Remove(tables.KeyPairs, Require(request));
            return request.Microversion >= 2 ? CloudReply.NoContent : CloudReply.Accepted;
        });
    }

    private CloudReply List(CloudRequest request)
    {
        var (page, _) = tables.KeyPairsByUser[User(request)].OrderBy(pair => pair.Name, StringComparer.Ordinal).Page(request, pair => pair.Name);
        return CloudReply.Ok("keypairs", CloudJson.Array(page.Select(pair => (JsonNode?)new JsonObject { ["keypair"] = View(pair, request) })));
    }

    private static string User(CloudRequest request)
    {
        var user = request.Query("user_id") ?? request.Caller.UserId;
        if (user != request.Caller.UserId) request.Caller.RequireAdmin("os_compute_api:os-keypairs:index");
        return user;
    }

    private KeyPair Require(CloudRequest request)
    {
        var (user, name) = (User(request), request.Route("name"));
        return tables.KeyPairs.Find(KeyPair.IdOf(user, name)) ?? throw CloudFaultException.NotFound($"Keypair {name} not found for user {user}");
    }

    private CloudReply Create(CloudRequest request, CloudTransaction transaction)
    {
        var wanted = request.Wrapped("keypair");
        var name = CloudJson.Text(wanted["name"]) ?? throw ComputeFaults.Input("keypair", wanted.ToJsonString(), "'name' is a required property");
        if (!NamePattern().IsMatch(name)) throw ComputeFaults.Input("name", name, $"'{name}' does not match '^[a-zA-Z0-9-_ .@]+$'");
        var user = CloudJson.Text(wanted["user_id"]) ?? request.Caller.UserId;
        if (user != request.Caller.UserId) request.Caller.RequireAdmin("os_compute_api:os-keypairs:create");
        if (tables.KeyPairs.Find(KeyPair.IdOf(user, name)) is not null) throw CloudFaultException.Conflict($"Key pair '{name}' already exists.");
        if (!tables.Quotas.Allows(request.Caller.ProjectId, "key_pairs", tables.KeyPairsByUser.Count(user), 1)) throw CloudFaultException.Forbidden("Quota exceeded, too many key pairs.");
        var given = CloudJson.Text(wanted["public_key"]);
        if (given is null && request.Microversion >= 92) throw ComputeFaults.Input("keypair", wanted.ToJsonString(), "'public_key' is a required property");
        var (publicKey, privateKey) = given is null ? SshKeys.New(request.Caller.User.Name ?? user) : (given, null);
        var pair = transaction.Put(tables.KeyPairs, new KeyPair
        {
            Id = KeyPair.IdOf(user, name),
            CreatedAt = transaction.Now,
            Name = name,
            UserId = user,
            PublicKey = publicKey,
            Fingerprint = SshKeys.Fingerprint(publicKey),
            Type = CloudJson.Text(wanted["type"]) ?? "ssh",
        });
        var view = View(pair, request);
        view["user_id"] = user;
        if (privateKey is not null) view["private_key"] = privateKey;
        return new CloudReply(request.Microversion >= 2 ? 201 : 200, new JsonObject { ["keypair"] = view });
    }

    private static JsonObject View(KeyPair pair, CloudRequest request)
    {
        var view = new JsonObject { ["name"] = pair.Name, ["public_key"] = pair.PublicKey, ["fingerprint"] = pair.Fingerprint };
        if (request.Microversion >= 2) view["type"] = pair.Type;
        return view;
    }

    [GeneratedRegex(@"^[a-zA-Z0-9\-_ .@]{1,255}$")]
    private static partial Regex NamePattern();
}
