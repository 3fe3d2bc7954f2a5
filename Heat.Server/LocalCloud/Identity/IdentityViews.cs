using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>How Keystone shows things: everything but its secrets, with a link to itself.</summary>
internal static class IdentityViews
{
    private static readonly string[] s_hidden = ["created_at", "password_hash", "tokens_valid_since", "members", "secret_hash", "role_ids"];

    public static JsonObject Of<T>(T item, CloudRequest request, string plural) where T : class, ICloudObject
    {
        var view = CloudJson.Tree(item);
        foreach (var name in s_hidden) view.Remove(name);
        if (item is User) view["password_expires_at"] = null;
        view["links"] = new JsonObject { ["self"] = $"{request.Origin}/identity/v3/{plural}/{item.Id}" };
        return view;
    }

    public static CloudReply List(CloudRequest request, string plural, IEnumerable<JsonObject> views)
    {
        var (page, _) = views.Page(request, view => CloudJson.Text(view["id"]) ?? "", int.MaxValue - 1);
        return new CloudReply(200, new JsonObject { [plural] = CloudJson.Array(page), ["links"] = ListLinks(request) });
    }

    public static JsonObject ListLinks(CloudRequest request) =>
        new() { ["next"] = null, ["self"] = request.Url, ["previous"] = null };
}
