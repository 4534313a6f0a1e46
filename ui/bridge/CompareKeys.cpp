// SPDX-License-Identifier: MIT
#include "bridge/CompareKeys.h"

#include "session/ConfigFile.h"

#include <QCryptographicHash>

namespace lookaway {

namespace {

constexpr char kPart = '\x1f'; // stands in no path or name
constexpr char kGroup = '\x1e';

QByteArray bytes(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

QByteArray settingsKey(const ComparisonSpec& spec)
{
    Config config;
    config.explain = spec.explain;
    config.training.device = spec.device;
    return QCryptographicHash::hash(bytes(toToml(config)), QCryptographicHash::Sha1);
}

} // namespace

QByteArray modelKey(const ModelSource& model)
{
    return QByteArray::number(int(model.kind)) + kPart + bytes(model.path.string()) + kPart + bytes(model.model) + kPart
        + bytes(model.checkpoint);
}

QByteArray classKey(const ComparisonSpec& spec, std::size_t row)
{
    const ComparedPicture& picture = spec.pictures[row];
    QByteArray key = bytes(picture.file.string()) + kPart;
    const RowClass& by = spec.rowClass;
    // A model answers, or gives its number of a class that only has a name.
    const QByteArray model = by.model < spec.models.size() ? modelKey(spec.models[by.model].source) : QByteArray();
    if (!picture.className.empty())
        return key + "own" + kPart + bytes(picture.className) + kPart + model;
    return key + QByteArray::number(int(by.by)) + kPart + bytes(by.by == RowClass::By::Given ? by.name : "") + kPart
        + model;
}

QByteArray rowKey(const ComparisonSpec& spec, std::size_t row)
{
    QByteArray key = classKey(spec, row);
    for (const ComparedModel& model : spec.models)
        key += kGroup + modelKey(model.source);
    return key;
}

QByteArray columnKey(const ComparisonSpec& spec, std::size_t column)
{
    using Kind = ComparedColumn::Kind;
    const ComparedColumn& what = spec.columns[column];
    const auto model = [&](std::size_t index) {
        return index < spec.models.size() ? modelKey(spec.models[index].source) : QByteArray();
    };
    QByteArray key = QByteArray::number(int(what.kind)) + kGroup + model(what.model);
    if (what.kind == Kind::Input)
        return key + kGroup + bytes(spec.device);
    key += kGroup + bytes(what.method) + kPart + bytes(what.layer) + kPart + QByteArray::number(spec.hotLevel, 'g', 17)
        + kPart + settingsKey(spec);
    return what.kind == Kind::Map ? key : key + kGroup + model(what.reference);
}

} // namespace lookaway
