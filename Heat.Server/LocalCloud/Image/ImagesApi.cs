using System.Text.Json;
using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Identity;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Image;

/// <summary>/v2/images: records of images, their data, tags and members.</summary>
internal sealed class ImagesApi(ImageTables tables) : ICloudApi
{
    private const string Path = "/v2/images";
    private const int MostData = 32 * 1024 * 1024;

    /// <summary>Fields that only the service sets.</summary>
    private static readonly HashSet<string> s_readOnly = ["created_at", "updated_at", "status", "checksum", "size", "virtual_size", "direct_url", "self", "file", "schema", "os_hash_algo", "os_hash_value", "locations"];

    /// <summary>Fields with a place of their own; all others are properties.</summary>
    private static readonly HashSet<string> s_known = ["id", "name", "visibility", "owner", "protected", "os_hidden", "disk_format", "container_format", "min_disk", "min_ram", "tags"];

    private static readonly string[] s_diskFormats = ["ami", "ari", "aki", "vhd", "vhdx", "vmdk", "raw", "qcow2", "vdi", "iso", "ploop"];
    private static readonly string[] s_containerFormats = ["ami", "ari", "aki", "bare", "ovf", "ova", "docker", "compressed"];
    private static readonly string[] s_visibilities = ["public", "private", "shared", "community"];

    public void Map(CloudRoutes routes)
    {
        routes.Get(Path, List);
        routes.Post(Path, Create);
        routes.Get($"{Path}/{{id}}", request => new CloudReply(200, View(Visible(request))));
        routes.Patch($"{Path}/{{id}}", Patch);
        routes.Delete($"{Path}/{{id}}", Delete);
        routes.Put($"{Path}/{{id}}/file", Upload);
        routes.Put($"{Path}/{{id}}/stage", Upload);
        routes.Get($"{Path}/{{id}}/file", Download);
        routes.Post($"{Path}/{{id}}/import", Import);
        routes.Post($"{Path}/{{id}}/actions/deactivate", (request, transaction) => Turn(request, transaction, "deactivate", "active", "deactivated"));
        routes.Post($"{Path}/{{id}}/actions/reactivate", (request, transaction) => Turn(request, transaction, "reactivate", "deactivated", "active"));
        routes.Put($"{Path}/{{id}}/tags/{{tag}}", (request, transaction) => Retag(request, transaction, (tags, tag) => tags.Append(tag).Distinct()));
        routes.Delete($"{Path}/{{id}}/tags/{{tag}}", (request, transaction) => Retag(request, transaction, (tags, tag) => tags.Where(one => one != tag)));
        MapMembers(routes);
    }

    private static bool Shows(DiskImage image, Caller caller) =>
        image.Visibility is "public" or "community" || caller.Owns(image.Owner) || image.Members.ContainsKey(caller.Project?.Id ?? "");

    private DiskImage Visible(CloudRequest request)
    {
        var id = request.Route("id");
        return tables.Images.Find(id) is { } image && Shows(image, request.Caller) ? image : throw CloudFaultException.NotFound($"No image found with ID {id}");
    }

    private DiskImage Owned(CloudRequest request)
    {
        var image = Visible(request);
        return request.Caller.Owns(image.Owner) ? image : throw CloudFaultException.Forbidden("You are not permitted to modify this image.");
    }

    private CloudReply List(CloudRequest request)
    {
        var listed = tables.Images.All.Where(image => Shows(image, request.Caller) && (image.Visibility != "community" || image.Owner == request.Caller.Project?.Id || request.Query("visibility") == "community"));
        var hidden = request.Flag("os_hidden");
        var views = listed.Where(image => image.OsHidden == hidden && Fits(image, request)).Reverse().Select(View)
            .Where(view => request.QueryItems.Where(item => s_known.Contains(item.Key) && item.Key is not ("tags" or "os_hidden" or "name" or "visibility") || item.Key == "status").All(item => CloudJson.Text(view[item.Key]) == item.Value));
        var (page, more) = views.Sort(request).Page(request, view => CloudJson.Text(view["id"])!);
        var body = new JsonObject { ["images"] = CloudJson.Array(page), ["first"] = "/v2/images", ["schema"] = "/v2/schemas/images" };
        if (more) body["next"] = "/v2/images" + QueryString.Create(request.QueryItems.Where(item => item.Key != "marker").Append(KeyValuePair.Create<string, string?>("marker", CloudJson.Text(page[^1]["id"]))));
        return new CloudReply(200, body);
    }

    private static bool Fits(DiskImage image, CloudRequest request) => request.QueryItems.All(item => item.Key switch
    {
        "name" => Values(item.Value).Contains(image.Name),
        "id" => Values(item.Value).Contains(image.Id),
        "tag" => image.Tags.Contains(item.Value ?? ""),
        "visibility" => item.Value == "all" || image.Visibility == item.Value,
        "status" or "limit" or "marker" or "sort_key" or "sort_dir" or "sort" or "os_hidden" or "member_status" => true,
        _ => s_known.Contains(item.Key) || item.Key.StartsWith("size_", StringComparison.Ordinal) || image.Properties.GetValueOrDefault(item.Key) == item.Value,
    });

    private static string[] Values(string? value) => value?.StartsWith("in:", StringComparison.Ordinal) == true ? [.. value[3..].Split(',').Select(one => one.Trim('"'))] : [value ?? ""];

    private CloudReply Create(CloudRequest request, CloudTransaction transaction)
    {
        var wanted = request.Object;
        foreach (var name in wanted.Select(item => item.Key))
            if (s_readOnly.Contains(name)) throw CloudFaultException.Forbidden($"Attribute '{name}' is read-only.");
        var id = CloudJson.Text(wanted["id"]) ?? Guid.NewGuid().ToString();
        if (!Guid.TryParse(id, out _)) throw CloudFaultException.BadRequest($"Provided object does not match schema 'image': '{id}' does not match the pattern of an id");
        if (tables.Images.Find(id) is not null) throw CloudFaultException.Conflict($"Image ID {id} already exists!");
        var owner = CloudJson.Text(wanted["owner"]) ?? request.Caller.ProjectId;
        if (!request.Caller.Owns(owner)) throw CloudFaultException.Forbidden($"You are not permitted to create images owned by '{owner}'.");
        var draft = new DiskImage { Id = id, CreatedAt = transaction.Now, UpdatedAt = transaction.Now, Owner = owner };
        var image = transaction.Put(tables.Images, wanted.Aggregate(draft, (image, item) => With(image, item.Key, item.Value, request.Caller)));
        return new CloudReply(201, View(image)) with { Headers = new Dictionary<string, string> { ["Location"] = $"{request.Origin}/image/v2/images/{id}", ["OpenStack-image-import-methods"] = "glance-direct,web-download" } };
    }

    private static DiskImage With(DiskImage image, string name, JsonNode? value, Caller caller) => name switch
    {
        "id" => image,
        "owner" => image with { Owner = Owner(image, value, caller) },
        "name" => image with { Name = CloudJson.Text(value) },
        "visibility" => image with { Visibility = Visibility(value, caller) },
        "protected" => image with { Protected = Flag(value, name) },
        "os_hidden" => image with { OsHidden = Flag(value, name) },
        "disk_format" => image with { DiskFormat = OneOf(value, name, s_diskFormats) },
        "container_format" => image with { ContainerFormat = OneOf(value, name, s_containerFormats) },
        "min_disk" => image with { MinDisk = Number(value, name) },
        "min_ram" => image with { MinRam = Number(value, name) },
        "tags" => image with { Tags = [.. (value as JsonArray ?? []).Select(CloudJson.Text).OfType<string>().Distinct()] },
        _ => image with { Properties = new Dictionary<string, string>(image.Properties) { [name] = Property(value, name) } },
    };

    private static string Visibility(JsonNode? value, Caller caller)
    {
        var visibility = OneOf(value, "visibility", s_visibilities) ?? "shared";
        return visibility != "public" || caller.IsAdmin ? visibility : throw CloudFaultException.Forbidden("You are not authorized to complete publicize_image action.");
    }

    private static string Owner(DiskImage image, JsonNode? value, Caller caller)
    {
        var owner = CloudJson.Text(value) ?? image.Owner;
        return owner == image.Owner || caller.IsAdmin ? owner : throw CloudFaultException.Forbidden("You are not permitted to modify 'owner' on this image.");
    }

    private static string? OneOf(JsonNode? value, string name, string[] allowed) => value is null || allowed.Contains(CloudJson.Text(value))
        ? CloudJson.Text(value)
        : throw CloudFaultException.BadRequest($"Provided object does not match schema 'image': '{CloudJson.Text(value)}' is not one of [{string.Join(", ", allowed)}]. Failed validating 'enum' in schema['properties']['{name}']");

    private static bool Flag(JsonNode? value, string name) => CloudJson.Text(value) switch
    {
        "true" or "True" => true,
        "false" or "False" => false,
        var other => throw Mismatch(name, other, "boolean"),
    };

    private static int Number(JsonNode? value, string name) => int.TryParse(CloudJson.Text(value), out var number) && number >= 0 ? number : throw Mismatch(name, CloudJson.Text(value), "integer");

    private static string Property(JsonNode? value, string name) => value is JsonValue text && text.GetValueKind() == JsonValueKind.String ? text.GetValue<string>() : throw Mismatch(name, value?.ToJsonString(), "string");

    private static CloudFaultException Mismatch(string name, string? value, string type) =>
        CloudFaultException.BadRequest($"Provided object does not match schema 'image': {value ?? "None"} is not of type '{type}'. Failed validating 'type' in schema['properties']['{name}']");

    /// <summary>JSON patch: add, replace and remove of single fields.</summary>
    private CloudReply Patch(CloudRequest request, CloudTransaction transaction)
    {
        var image = Owned(request);
        if (request.Json is not JsonArray steps) throw CloudFaultException.BadRequest("Request body must be a JSON array of operation objects.");
        foreach (var step in steps.OfType<JsonObject>())
        {
            var name = (CloudJson.Text(step["path"]) ?? "").TrimStart('/').Replace("~1", "/", StringComparison.Ordinal);
            if (s_readOnly.Contains(name)) throw CloudFaultException.Forbidden($"Attribute '{name}' is read-only.");
            image = CloudJson.Text(step["op"]) switch
            {
                "add" when name == "locations/-" => Located(image, step["value"]),
                "add" or "replace" => With(image, name, step["value"], request.Caller),
                "remove" when image.Properties.ContainsKey(name) => image with { Properties = image.Properties.Where(item => item.Key != name).ToDictionary() },
                "remove" when s_known.Contains(name) => throw CloudFaultException.Forbidden($"Property {name} may not be removed."),
                "remove" => throw CloudFaultException.Conflict($"Property {name} does not exist."),
                var other => throw CloudFaultException.BadRequest($"Operation must be one of add, replace, remove, not {other}."),
            };
        }
        return new CloudReply(200, View(transaction.Put(tables.Images, image with { UpdatedAt = transaction.Now })));
    }

    /// <summary>Data that is somewhere already makes an image active, as where the service is set to show locations. The local cloud doesn't fetch it.</summary>
    private static DiskImage Located(DiskImage image, JsonNode? location)
    {
        if (!Uri.TryCreate(CloudJson.Text(location?["url"]), UriKind.Absolute, out var address)) throw CloudFaultException.BadRequest("Invalid location");
        if (image.DiskFormat is null || image.ContainerFormat is null) throw CloudFaultException.BadRequest("Properties disk_format, container_format must be set prior to saving data.");
        return image with { Locations = [.. image.Locations, address.OriginalString], Status = image.Status == "queued" ? "active" : image.Status };
    }

    private CloudReply Turn(CloudRequest request, CloudTransaction transaction, string action, string from, string to)
    {
        var image = Owned(WithoutBody(request));
        if (image.Status != from && image.Status != to) throw CloudFaultException.Forbidden($"Not allowed to {action} image in status '{image.Status}'");
        transaction.Put(tables.Images, image with { Status = to, UpdatedAt = transaction.Now });
        return CloudReply.NoContent;
    }

    private CloudReply Delete(CloudRequest request, CloudTransaction transaction)
    {
        var image = Owned(request);
        if (image.Protected) throw CloudFaultException.Forbidden($"Image {image.Id} is protected and cannot be deleted.");
        if (tables.Data.Find(image.Id) is { } data) transaction.Remove(tables.Data, data);
        transaction.Remove(tables.Images, image);
        return CloudReply.NoContent;
    }

    private CloudReply Upload(CloudRequest request, CloudTransaction transaction)
    {
        var image = Owned(request);
        if (image.Status != "queued") throw CloudFaultException.Conflict($"Image {image.Id} could not be uploaded: its status is {image.Status}.");
        if (image.DiskFormat is null || image.ContainerFormat is null) throw CloudFaultException.BadRequest("Properties disk_format, container_format must be set prior to saving data.");
        if (request.Content.Length > MostData) throw new CloudFaultException(413, $"The local cloud keeps images of at most {MostData} bytes.");
        ImageContent.Put(tables, image, request.Content.ToArray(), transaction);
        return CloudReply.NoContent;
    }

    private CloudReply Download(CloudRequest request)
    {
        var image = Visible(request);
        if (image.Status == "deactivated" && !request.Caller.IsAdmin) throw CloudFaultException.Forbidden("The requested image has been deactivated. Image data download is forbidden.");
        return tables.Data.Find(image.Id) is { Content.Length: > 0 } data
            ? new CloudReply(200) { Content = data.Content, Headers = new Dictionary<string, string> { ["Content-MD5"] = image.Checksum ?? "" } }
            : CloudReply.NoContent;
    }

    /// <summary>The local cloud fetches nothing: an imported image is active at once, and empty.</summary>
    private CloudReply Import(CloudRequest request, CloudTransaction transaction)
    {
        var image = Owned(request);
        var method = CloudJson.Text(request.Wrapped("method")["name"]);
        if (image.Status == "active" && method == "glance-direct") return CloudReply.Accepted;
        if (image.Status != "queued") throw CloudFaultException.Conflict($"Image {image.Id} can't be imported: its status is {image.Status}.");
        if (method != "web-download") throw CloudFaultException.BadRequest($"Unknown import method name '{method}'.");
        if (!Uri.TryCreate(CloudJson.Text(request.Wrapped("method")["uri"]), UriKind.Absolute, out var source) || source.Scheme is not ("http" or "https"))
            throw CloudFaultException.BadRequest($"URI for web-download does not pass filtering: {CloudJson.Text(request.Wrapped("method")["uri"])}");
        if (image.DiskFormat is null || image.ContainerFormat is null) throw CloudFaultException.BadRequest("'disk_format' and 'container_format' needs to be set before import");
        transaction.Put(tables.Images, image with { Status = "active", Size = 0, UpdatedAt = transaction.Now });
        return CloudReply.Accepted;
    }

    private static CloudRequest WithoutBody(CloudRequest request) =>
        request.Content.IsEmpty ? request : throw CloudFaultException.BadRequest("A body is not expected with this request.");

    private CloudReply Retag(CloudRequest request, CloudTransaction transaction, Func<IEnumerable<string>, string, IEnumerable<string>> change)
    {
        var image = Owned(WithoutBody(request));
        transaction.Put(tables.Images, image with { Tags = [.. change(image.Tags, request.Route("tag"))], UpdatedAt = transaction.Now });
        return CloudReply.NoContent;
    }

    private void MapMembers(CloudRoutes routes)
    {
        const string members = $"{Path}/{{id}}/members";
        routes.Get(members, request =>
        {
            var image = Visible(request);
            return new CloudReply(200, new JsonObject { ["members"] = CloudJson.Array(image.Members.Select(member => (JsonNode?)Member(image, member.Key, member.Value))), ["schema"] = "/v2/schemas/members" });
        });
        routes.Post(members, (request, transaction) =>
        {
            var member = CloudJson.Text(request.Object["member"]) ?? throw CloudFaultException.BadRequest("Member can't be empty");
            var image = Owned(request);
            if (image.Visibility != "shared") throw CloudFaultException.Forbidden("Only shared images have members.");
            if (image.Members.ContainsKey(member)) throw CloudFaultException.Conflict($"The member {member} is already associated with image {image.Id}.");
            return new CloudReply(200, SetMember(image, member, "pending", transaction));
        });
        routes.Get($"{members}/{{member}}", request => new CloudReply(200, Member(Visible(request), request.Route("member"), RequireMember(request))));
        routes.Put($"{members}/{{member}}", (request, transaction) =>
        {
            RequireMember(request);
            return new CloudReply(200, SetMember(Visible(request), request.Route("member"), CloudJson.Text(request.Object["status"]) ?? "pending", transaction));
        });
        routes.Delete($"{members}/{{member}}", (request, transaction) =>
        {
            RequireMember(request);
            var image = Owned(request);
            transaction.Put(tables.Images, image with { Members = image.Members.Where(member => member.Key != request.Route("member")).ToDictionary() });
            return CloudReply.NoContent;
        });
    }

    private JsonObject SetMember(DiskImage image, string member, string status, CloudTransaction transaction)
    {
        transaction.Put(tables.Images, image with { Members = new Dictionary<string, string>(image.Members) { [member] = status } });
        return Member(image, member, status);
    }

    private string RequireMember(CloudRequest request) =>
        Visible(request).Members.GetValueOrDefault(request.Route("member")) ?? throw CloudFaultException.NotFound($"{request.Route("member")} not found in the member list of the image {request.Route("id")}.");

    private static JsonObject Member(DiskImage image, string member, string status) => new()
    {
        ["image_id"] = image.Id, ["member_id"] = member, ["status"] = status, ["created_at"] = image.CreatedAt.Seconds(), ["updated_at"] = image.UpdatedAt.Seconds(), ["schema"] = "/v2/schemas/member",
    };

    private static JsonObject View(DiskImage image)
    {
        var view = CloudJson.Map(image.Properties);
        view["id"] = image.Id;
        view["name"] = image.Name;
        view["status"] = image.Status;
        view["visibility"] = image.Visibility;
        view["owner"] = image.Owner;
        view["protected"] = image.Protected;
        view["os_hidden"] = image.OsHidden;
        view["disk_format"] = image.DiskFormat;
        view["container_format"] = image.ContainerFormat;
        view["min_disk"] = image.MinDisk;
        view["min_ram"] = image.MinRam;
        view["size"] = image.Size;
        view["virtual_size"] = null;
        view["checksum"] = image.Checksum;
        view["os_hash_algo"] = image.OsHashValue is null ? null : "sha512";
        view["os_hash_value"] = image.OsHashValue;
        if (image.Locations.Count > 0) view["locations"] = CloudJson.Array(image.Locations.Select(location => (JsonNode?)new JsonObject { ["url"] = location, ["metadata"] = new JsonObject() }));
        view["tags"] = CloudJson.Array(image.Tags);
        view["created_at"] = image.CreatedAt.Seconds();
        view["updated_at"] = image.UpdatedAt.Seconds();
        view["self"] = $"/v2/images/{image.Id}";
        view["file"] = $"/v2/images/{image.Id}/file";
        view["schema"] = "/v2/schemas/image";
        return view;
    }
}
