using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.BlockStorage;

/// <summary>/types with extra specs, access and encryption, and /qos-specs.</summary>
internal sealed class VolumeTypesApi(VolumeTables tables) : ICloudApi
{
    private const string Path = "/v3/{project}/types";
    private const string QosPath = "/v3/{project}/qos-specs";

    public void Map(CloudRoutes routes)
    {
        routes.Get(Path, List);
        routes.Post(Path, Create);
        routes.Get($"{Path}/{{id}}", request => CloudReply.Ok("volume_type", View(Require(request), request)));
        routes.Put($"{Path}/{{id}}", (request, transaction) =>
        {
            var wanted = request.Wrapped("volume_type");
            return CloudReply.Ok("volume_type", View(Change(request, transaction, type => type with
            {
                Name = CloudJson.Text(wanted["name"]) ?? type.Name,
                Description = wanted.ContainsKey("description") ? CloudJson.Text(wanted["description"]) : type.Description,
                IsPublic = wanted["is_public"]?.GetValue<bool>() ?? type.IsPublic,
            }), request));
        });
        routes.Delete($"{Path}/{{id}}", Delete);
        MapExtraSpecs(routes);
        MapAccess(routes);
        MapEncryption(routes);
        MapQos(routes);
    }

    private CloudReply List(CloudRequest request)
    {
        var hidden = request.Caller.IsAdmin && request.Query("is_public") is "None" or "none" or "False" or "false";
        return CloudReply.Ok("volume_types", CloudJson.Array(tables.Types.All.Where(type => hidden || Shows(type, request)).Reverse().Select(type => View(type, request))));
    }

    private static bool Shows(VolumeType type, CloudRequest request) => type.IsPublic || type.Access.Contains(request.Caller.ProjectId);

    private VolumeType Require(CloudRequest request)
    {
        var id = request.Route("id");
        if (id == "default") return tables.Types.All.First(type => type.Name == "standard");
        return tables.Types.Find(id) is { } type && (Shows(type, request) || request.Caller.IsAdmin) ? type : throw CloudFaultException.NotFound($"Volume type {id} could not be found.");
    }

    private VolumeType Change(CloudRequest request, CloudTransaction transaction, Func<VolumeType, VolumeType> change)
    {
        request.Caller.RequireAdmin("volume_extension:type_update");
        return transaction.Put(tables.Types, change(Require(request)));
    }

    private CloudReply Create(CloudRequest request, CloudTransaction transaction)
    {
        request.Caller.RequireAdmin("volume_extension:type_create");
        var wanted = request.Wrapped("volume_type");
        var name = CloudJson.Text(wanted["name"]) is { Length: > 0 } given ? given : throw CloudFaultException.BadRequest("Invalid input for field/attribute name. 'name' is a required property");
        if (tables.Types.All.Any(type => type.Name == name)) throw CloudFaultException.Conflict($"Volume Type {name} already exists.");
        var type = transaction.Put(tables.Types, new VolumeType
        {
            Id = Guid.NewGuid().ToString(),
            CreatedAt = transaction.Now,
            Name = name,
            Description = CloudJson.Text(wanted["description"]),
            IsPublic = wanted["os-volume-type-access:is_public"]?.GetValue<bool>() ?? true,
            ExtraSpecs = VolumeCollection<Volume>.Texts(wanted["extra_specs"]),
        });
        return CloudReply.Ok("volume_type", View(type, request));
    }

    private CloudReply Delete(CloudRequest request, CloudTransaction transaction)
    {
        request.Caller.RequireAdmin("volume_extension:type_delete");
        var type = Require(request);
        if (tables.Volumes.All.Any(volume => volume.VolumeType == type.Name)) throw CloudFaultException.BadRequest("Target volume type is still in use.");
        transaction.Remove(tables.Types, type);
        return CloudReply.Accepted;
    }

    private void MapExtraSpecs(CloudRoutes routes)
    {
        const string specs = $"{Path}/{{id}}/extra_specs";
        routes.Get(specs, request => CloudReply.Ok("extra_specs", CloudJson.Map(Require(request).ExtraSpecs)));
        routes.Post(specs, (request, transaction) =>
        {
            var wanted = VolumeCollection<Volume>.Texts(request.Wrapped("extra_specs"));
            Change(request, transaction, type => type with { ExtraSpecs = type.ExtraSpecs.Where(spec => !wanted.ContainsKey(spec.Key)).Concat(wanted).ToDictionary() });
            return CloudReply.Ok("extra_specs", CloudJson.Map(wanted));
        });
        routes.Delete($"{specs}/{{key}}", (request, transaction) =>
        {
            Change(request, transaction, type => type with { ExtraSpecs = type.ExtraSpecs.Where(spec => spec.Key != request.Route("key")).ToDictionary() });
            return CloudReply.Accepted;
        });
    }

    private void MapAccess(CloudRoutes routes)
    {
        routes.Get($"{Path}/{{id}}/os-volume-type-access", request =>
        {
            var type = Require(request);
            if (type.IsPublic) throw CloudFaultException.NotFound("Access list not available for public volume types.");
            return CloudReply.Ok("volume_type_access", CloudJson.Array(type.Access.Select(project => (JsonNode?)new JsonObject { ["volume_type_id"] = type.Id, ["project_id"] = project })));
        });
        routes.Post($"{Path}/{{id}}/action", (request, transaction) =>
        {
            var (action, arguments) = request.Action;
            var project = CloudJson.Text(arguments?["project"]) ?? throw CloudFaultException.BadRequest("'project' is a required property");
            Change(request, transaction, type => type with { Access = [.. type.Access.Where(one => one != project), .. action == "addProjectAccess" ? new[] { project } : []] });
            return CloudReply.Accepted;
        });
    }

    private void MapEncryption(CloudRoutes routes)
    {
        const string encryption = $"{Path}/{{id}}/encryption";
        routes.Get(encryption, request => new CloudReply(200, Require(request).Encryption?.DeepClone() ?? new JsonObject()));
        routes.Post(encryption, (request, transaction) => CloudReply.Ok("encryption", SetEncryption(request, transaction)));
        routes.Put($"{encryption}/{{encryption_id}}", (request, transaction) => CloudReply.Ok("encryption", SetEncryption(request, transaction)));
        routes.Delete($"{encryption}/{{encryption_id}}", (request, transaction) =>
        {
            Change(request, transaction, type => type with { Encryption = null });
            return CloudReply.Accepted;
        });
    }

    private JsonNode SetEncryption(CloudRequest request, CloudTransaction transaction)
    {
        var merged = Require(request).Encryption?.DeepClone().AsObject() ?? new JsonObject { ["encryption_id"] = Guid.NewGuid().ToString(), ["volume_type_id"] = request.Route("id"), ["key_size"] = null, ["cipher"] = null, ["control_location"] = "front-end" };
        foreach (var (name, value) in request.Wrapped("encryption")) merged[name] = value?.DeepClone();
        Change(request, transaction, type => type with { Encryption = merged });
        return merged.DeepClone();
    }

    private void MapQos(CloudRoutes routes)
    {
        routes.Get(QosPath, request => CloudReply.Ok("qos_specs", CloudJson.Array(tables.QosSpecs.All.Select(QosView))));
        routes.Get($"{QosPath}/{{qos}}", request => CloudReply.Ok("qos_specs", QosView(RequireQos(request))));
        routes.Post(QosPath, (request, transaction) =>
        {
            request.Caller.RequireAdmin("volume_extension:qos_specs_manage:create");
            var wanted = request.Wrapped("qos_specs");
            var specs = VolumeCollection<Volume>.Texts(wanted);
            specs.Remove("name", out var name);
            specs.Remove("consumer", out var consumer);
            return CloudReply.Ok("qos_specs", QosView(transaction.Put(tables.QosSpecs, new QosSpecs { Id = Guid.NewGuid().ToString(), CreatedAt = transaction.Now, Name = name ?? "", Consumer = consumer ?? "back-end", Specs = specs })));
        });
        routes.Put($"{QosPath}/{{qos}}", (request, transaction) =>
        {
            request.Caller.RequireAdmin("volume_extension:qos_specs_manage:update");
            var wanted = VolumeCollection<Volume>.Texts(request.Wrapped("qos_specs"));
            var qos = RequireQos(request);
            transaction.Put(tables.QosSpecs, qos with { Specs = qos.Specs.Where(spec => !wanted.ContainsKey(spec.Key)).Concat(wanted).ToDictionary() });
            return CloudReply.Ok("qos_specs", CloudJson.Map(wanted));
        });
        routes.Put($"{QosPath}/{{qos}}/delete_keys", (request, transaction) =>
        {
            request.Caller.RequireAdmin("volume_extension:qos_specs_manage:update");
            var gone = (request.Object["keys"] as JsonArray ?? []).Select(CloudJson.Text).ToHashSet();
            var qos = RequireQos(request);
            transaction.Put(tables.QosSpecs, qos with { Specs = qos.Specs.Where(spec => !gone.Contains(spec.Key)).ToDictionary() });
            return CloudReply.Accepted;
        });
        routes.Delete($"{QosPath}/{{qos}}", (request, transaction) =>
        {
            request.Caller.RequireAdmin("volume_extension:qos_specs_manage:delete");
            transaction.Remove(tables.QosSpecs, RequireQos(request));
            return CloudReply.Accepted;
        });
        // Cinder associates by GET.
        routes.ChangingGet($"{QosPath}/{{qos}}/associate", (request, transaction) => Associate(request, transaction, RequireQos(request).Id));
        routes.ChangingGet($"{QosPath}/{{qos}}/disassociate", (request, transaction) => Associate(request, transaction, null));
        routes.ChangingGet($"{QosPath}/{{qos}}/disassociate_all", (request, transaction) =>
        {
            request.Caller.RequireAdmin("volume_extension:qos_specs_manage:update");
            var qos = RequireQos(request).Id;
            foreach (var type in tables.Types.All.Where(type => type.QosSpecsId == qos)) transaction.Put(tables.Types, type with { QosSpecsId = null });
            return CloudReply.Accepted;
        });
        routes.Get($"{QosPath}/{{qos}}/associations", request => CloudReply.Ok("qos_associations", CloudJson.Array(tables.Types.All.Where(type => type.QosSpecsId == request.Route("qos"))
            .Select(type => (JsonNode?)new JsonObject { ["id"] = type.Id, ["name"] = type.Name, ["association_type"] = "volume_type" }))));
    }

    private CloudReply Associate(CloudRequest request, CloudTransaction transaction, string? qos)
    {
        request.Caller.RequireAdmin("volume_extension:qos_specs_manage:update");
        var id = request.Query("vol_type_id");
        var type = tables.Types.Find(id) ?? throw CloudFaultException.NotFound($"Volume type {id} could not be found.");
        transaction.Put(tables.Types, type with { QosSpecsId = qos });
        return CloudReply.Accepted;
    }

    private QosSpecs RequireQos(CloudRequest request) => tables.QosSpecs.Find(request.Route("qos")) ?? throw CloudFaultException.NotFound($"No such qos spec {request.Route("qos")}.");

    private static JsonObject QosView(QosSpecs qos) => new() { ["id"] = qos.Id, ["name"] = qos.Name, ["consumer"] = qos.Consumer, ["specs"] = CloudJson.Map(qos.Specs) };

    private static JsonObject View(VolumeType type, CloudRequest request)
    {
        var view = new JsonObject
        {
            ["id"] = type.Id,
            ["name"] = type.Name,
            ["description"] = type.Description,
            ["is_public"] = type.IsPublic,
            ["os-volume-type-access:is_public"] = type.IsPublic,
            ["extra_specs"] = CloudJson.Map(type.ExtraSpecs),
        };
        if (request.Caller.IsAdmin) view["qos_specs_id"] = type.QosSpecsId;
        return view;
    }
}
