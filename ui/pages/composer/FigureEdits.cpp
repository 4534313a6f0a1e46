// SPDX-License-Identifier: MIT
#include "pages/composer/FigureEdits.h"

#include "bridge/ComparisonDraft.h"
#include "compare/FigureSize.h"
#include "compare/SpecNames.h"

#include <algorithm>

namespace lookaway {

namespace {

constexpr double kLeastCrop = 0.05;

template <class T> void moveIn(std::vector<T>& lines, int from, int to)
{
    const auto first = lines.begin();
    if (from < to)
        std::rotate(first + from, first + from + 1, first + to + 1);
    else
        std::rotate(first + to, first + from, first + from + 1);
}

bool names(const FigureSpec& spec, FigureAxis axis, int index)
{
    return index >= 0 && index < countOf(spec, axis);
}

using Kind = ComparedColumn::Kind;

/// Those of `wanted` that show what no column shows yet: the picture in front, maps behind the last map.
void addMissing(std::vector<ComparedColumn>& columns, const std::vector<ComparedColumn>& wanted, std::size_t reference)
{
    for (ComparedColumn column : wanted) {
        const bool input = column.kind == Kind::Input;
        const bool there = std::any_of(columns.begin(), columns.end(), [&](const ComparedColumn& other) {
            return other.kind == column.kind && (input || other.model == column.model);
        });
        if (there)
            continue;
        column.reference = reference;
        const auto last = std::find_if(
            columns.rbegin(), columns.rend(), [](const ComparedColumn& other) { return other.kind == Kind::Map; });
        const auto behind =
            last == columns.rend() ? std::find_if(columns.begin(), columns.end(), comparesTwo) : last.base();
        columns.insert(input ? columns.begin() : behind, column);
    }
}

} // namespace

std::size_t referenceOf(const FigureSpec& spec)
{
    const auto& columns = spec.comparison.columns;
    auto found = std::find_if(columns.begin(), columns.end(), comparesTwo);
    if (found == columns.end())
        found = std::find_if(
            columns.begin(), columns.end(), [](const ComparedColumn& column) { return column.kind == Kind::Map; });
    return found == columns.end() || found->reference >= spec.comparison.models.size() ? 0 : found->reference;
}

void setKind(FigureSpec& spec, int column, ComparedColumn::Kind kind)
{
    if (!names(spec, FigureAxis::Column, column))
        return;
    auto& columns = spec.comparison.columns;
    ComparedColumn& shown = columns[static_cast<std::size_t>(column)];
    const bool paired = comparesTwo(shown);
    const std::size_t reference = referenceOf(spec);
    shown.kind = kind;
    if (!comparesTwo(shown))
        return;
    if (!paired)
        shown.reference = reference;
    const auto compared = [&](std::size_t model) {
        return std::any_of(columns.begin(), columns.end(), [&](const ComparedColumn& other) {
            return &other != &shown && other.kind == kind && other.model == model && other.reference == shown.reference;
        });
    };
    if (shown.model != shown.reference)
        return;
    // Of the reference itself there is none: of the first other model, rather of one that has none yet.
    std::size_t next = shown.reference == 0 ? 1 : 0;
    for (std::size_t model = spec.comparison.models.size(); model-- > 0;)
        if (model != shown.reference && !compared(model))
            next = model;
    shown.model = next;
    shown.layer.clear();
}

int countOf(const FigureSpec& spec, FigureAxis axis)
{
    return static_cast<int>(axis == FigureAxis::Row ? spec.comparison.pictures.size() : spec.comparison.columns.size());
}

void moveLine(FigureSpec& spec, FigureAxis axis, int from, int to)
{
    if (!names(spec, axis, from) || !names(spec, axis, to))
        return;
    if (axis == FigureAxis::Row)
        moveIn(spec.comparison.pictures, from, to);
    else
        moveIn(spec.comparison.columns, from, to);
}

void removeLine(FigureSpec& spec, FigureAxis axis, int index)
{
    if (!names(spec, axis, index))
        return;
    if (axis == FigureAxis::Row)
        spec.comparison.pictures.erase(spec.comparison.pictures.begin() + index);
    else
        spec.comparison.columns.erase(spec.comparison.columns.begin() + index);
}

void copyColumn(FigureSpec& spec, int column)
{
    if (!names(spec, FigureAxis::Column, column))
        return;
    auto& columns = spec.comparison.columns;
    ComparedColumn copy = columns[static_cast<std::size_t>(column)];
    copy.title.clear(); // it will show something else
    columns.insert(columns.begin() + column + 1, copy);
}

QString titleIn(const FigureSpec& spec, FigureAxis axis, int index)
{
    if (!names(spec, axis, index))
        return {};
    const auto at = static_cast<std::size_t>(index);
    return QString::fromStdString(
        axis == FigureAxis::Row ? spec.comparison.pictures[at].title : spec.comparison.columns[at].title);
}

void setTitle(FigureSpec& spec, FigureAxis axis, int index, const QString& title)
{
    if (!names(spec, axis, index))
        return;
    const auto at = static_cast<std::size_t>(index);
    const std::string text = title.simplified().toStdString();
    if (axis == FigureAxis::Row)
        spec.comparison.pictures[at].title = text;
    else
        spec.comparison.columns[at].title = text;
}

void addPictures(FigureSpec& spec, const QStringList& files)
{
    auto& pictures = spec.comparison.pictures;
    for (const QString& file : files) {
        ComparedPicture picture;
        picture.file = file.toStdString();
        const bool there = std::any_of(
            pictures.begin(), pictures.end(), [&](const ComparedPicture& other) { return other.file == picture.file; });
        if (!there)
            pictures.push_back(picture);
    }
}

void addModel(FigureSpec& spec, const ComparedModel& model)
{
    ComparisonDraft draft;
    draft.reference = referenceOf(spec);
    draft.spec = std::move(spec.comparison);
    draft.addModels({ model });
    spec.comparison = std::move(draft.spec);
}

QRectF toRect(const CropBox& crop)
{
    return { crop.x, crop.y, crop.width, crop.height };
}

CropBox toCrop(const QRectF& rect)
{
    CropBox crop;
    crop.width = std::clamp(rect.width(), kLeastCrop, 1.0);
    crop.height = std::clamp(rect.height(), kLeastCrop, 1.0);
    crop.x = std::clamp(rect.x(), 0.0, 1.0 - crop.width);
    crop.y = std::clamp(rect.y(), 0.0, 1.0 - crop.height);
    return crop;
}

void setCrop(FigureSpec& spec, int row, const CropBox& crop)
{
    if (names(spec, FigureAxis::Row, row))
        spec.comparison.pictures[static_cast<std::size_t>(row)].crop = crop;
}

void cropFurther(FigureSpec& spec, int row, const QRectF& part)
{
    if (!names(spec, FigureAxis::Row, row))
        return;
    const CropBox seen = spec.comparison.pictures[static_cast<std::size_t>(row)].crop;
    setCrop(spec, row,
        toCrop({ seen.x + part.x() * seen.width, seen.y + part.y() * seen.height, part.width() * seen.width,
            part.height() * seen.height }));
}

FigureSpec fromTemplate(FigureTemplate kind, const FigureSpec& spec)
{
    const ComparisonSpec& old = spec.comparison;
    FigureSpec made =
        kind == FigureTemplate::Two ? figureTwo(old.models, old.pictures) : figureThree(old.models, old.pictures);
    made.label = spec.label;
    auto pictures = std::move(made.comparison.pictures);
    const auto wanted = std::move(made.comparison.columns);
    made.comparison = old;
    made.comparison.pictures = std::move(pictures);
    addMissing(made.comparison.columns, wanted, referenceOf(spec));
    made.style.widthMm = widthFor(made.comparison.columns.size());
    made.style.fontFamily = spec.style.fontFamily;
    made.style.colors = spec.style.colors;
    made.style.opacity = spec.style.opacity;
    made.style.dpi = spec.style.dpi;
    return made;
}

} // namespace lookaway
