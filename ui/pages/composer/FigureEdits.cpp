// SPDX-License-Identifier: MIT
#include "pages/composer/FigureEdits.h"

#include "bridge/ComparisonDraft.h"

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

} // namespace

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
    made.comparison.rowClass = old.rowClass;
    made.comparison.explain = old.explain;
    made.comparison.hotLevel = old.hotLevel;
    made.comparison.device = old.device;
    made.comparison.threads = old.threads;
    // A column that shows the same as before keeps its title, method and layer.
    for (ComparedColumn& column : made.comparison.columns) {
        const auto same = std::find_if(old.columns.begin(), old.columns.end(),
            [&](const ComparedColumn& other) { return other.kind == column.kind && other.model == column.model; });
        if (same != old.columns.end())
            column = *same;
    }
    made.style.fontFamily = spec.style.fontFamily;
    made.style.colors = spec.style.colors;
    made.style.opacity = spec.style.opacity;
    made.style.dpi = spec.style.dpi;
    return made;
}

} // namespace lookaway
