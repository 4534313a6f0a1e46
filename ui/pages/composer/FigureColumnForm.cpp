// SPDX-License-Identifier: MIT
#include "pages/composer/FigureColumnForm.h"

#include "bridge/ExplanationCache.h"
#include "pages/composer/FigureEdits.h"
#include "pages/method/MethodBox.h"
#include "pages/method/MethodSettings.h"
#include "style/Icons.h"
#include "widgets/ComboPopup.h"
#include "widgets/WheelGuard.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QToolButton>

namespace lookaway {

using Kind = ComparedColumn::Kind;

namespace {

constexpr int kLetters = 10; ///< that a narrow box has room for; its list is as wide as it must be

QComboBox* narrowBox(const char* name, QComboBox* box = new QComboBox)
{
    box->setObjectName(QLatin1String(name));
    box->setMinimumContentsLength(kLetters);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    guardWheel(box);
    return box;
}

} // namespace

FigureColumnForm::FigureColumnForm(FigureDocument& document, QWidget* parent)
    : FigureForm(document, parent)
    , m_title(addText(
          tr("Title"), [this](const FigureSpec& spec) { return column(spec) ? column(spec)->title : std::string(); },
          [this](FigureSpec& spec, const std::string& text) {
              if (column(spec))
                  spec.comparison.columns[std::size_t(m_index)].title = text;
          }))
    , m_kind(narrowBox("columnKind"))
    , m_model(narrowBox("columnModel"))
    , m_reference(narrowBox("columnReference"))
    , m_method(new MethodBox)
    , m_settings(new QToolButton)
    , m_methodRow(new QWidget)
    , m_layer(narrowBox("columnLayer"))
{
    addEditors();
    connectEditors();
    onShow([this](const FigureSpec& spec) { showColumn(spec); });
    connect(&document, &FigureDocument::contentChanged, this, [this] {
        if (const auto* shown = column(this->document().spec()))
            showLayers(*shown);
    });
}

void FigureColumnForm::addEditors()
{
    m_title->setObjectName(QStringLiteral("columnTitle"));
    m_kind->addItems({ tr("Input picture"), tr("Heat map"), tr("Difference"), tr("Hot regions") });
    narrowBox("columnMethod", m_method)->setMinimumContentsLength(kLetters / 2); // a button stands beside it
    addRow(tr("Shows"), m_kind);
    addRow(tr("Of model"), m_model);
    addRow(tr("Against"), m_reference);
    m_settings->setObjectName(QStringLiteral("columnMethodSettings"));
    m_settings->setIcon(icon(QStringLiteral("settings")));
    m_settings->setAutoRaise(true);
    m_settings->setFocusPolicy(Qt::StrongFocus);
    m_method->setAccessibleName(tr("Method"));
    auto* row = new QHBoxLayout(m_methodRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_method, 1);
    row->addWidget(m_settings);
    m_methodRow->setFocusProxy(m_method);
    addRow(tr("Method"), m_methodRow);
    addRow(tr("Layer"), m_layer);
}

void FigureColumnForm::connectEditors()
{
    connect(m_kind, &QComboBox::activated, this, [this](int index) {
        document().edit(tr("What a Column Shows"),
            [column = m_index, index](FigureSpec& spec) { setKind(spec, column, Kind(index)); });
    });
    connect(m_model, &QComboBox::activated, this, [this](int index) {
        changeColumn(tr("Model of a Column"), [index](ComparedColumn& column) {
            if (column.reference == std::size_t(index))
                column.reference = column.model; // they change places
            column.model = std::size_t(index);
            column.layer.clear(); // another network may have no such layer
        });
    });
    connect(m_reference, &QComboBox::activated, this, [this](int index) {
        const auto model = std::size_t(m_reference->itemData(index).toInt());
        changeColumn(tr("Model to Compare With"), [model](ComparedColumn& column) { column.reference = model; });
    });
    connect(m_method, &MethodBox::methodChosen, this, [this] {
        changeColumn(tr("Method of a Column"),
            [method = m_method->method()](ComparedColumn& column) { column.method = method; });
    });
    connect(m_settings, &QToolButton::clicked, this, &FigureColumnForm::showMethodSettings);
    connect(m_layer, &QComboBox::activated, this, [this](int index) {
        const std::string layer = m_layer->itemData(index).toString().toStdString();
        changeColumn(tr("Layer of a Column"), [layer](ComparedColumn& column) { column.layer = layer; });
    });
}

const ComparedColumn* FigureColumnForm::column(const FigureSpec& spec) const
{
    const auto index = static_cast<std::size_t>(m_index);
    return m_index >= 0 && index < spec.comparison.columns.size() ? &spec.comparison.columns[index] : nullptr;
}

void FigureColumnForm::changeColumn(const QString& label, const std::function<void(ComparedColumn&)>& change)
{
    document().edit(label, [this, change](FigureSpec& spec) {
        if (column(spec))
            change(spec.comparison.columns[std::size_t(m_index)]);
    });
}

void FigureColumnForm::setColumn(int column)
{
    m_index = column;
    refresh();
}

void FigureColumnForm::showColumn(const FigureSpec& spec)
{
    const ComparedColumn* shown = column(spec);
    if (!shown)
        return;
    ComparedColumn untitled = *shown;
    untitled.title.clear();
    m_title->setPlaceholderText(QString::fromStdString(titleOf(untitled, spec.comparison)));
    m_kind->setCurrentIndex(static_cast<int>(shown->kind));
    for (const Kind pair : { Kind::Difference, Kind::HotRegions }) // of one model alone there is none
        qobject_cast<QStandardItemModel*>(m_kind->model())
            ->item(static_cast<int>(pair))
            ->setEnabled(spec.comparison.models.size() > 1);
    showModels(*shown, spec);
    m_method->setMethod(shown->method);
    const MethodFact* method = findMethod(shown->method);
    m_settings->setEnabled(method && !method->settings.empty());
    m_settings->setToolTip(
        m_settings->isEnabled() ? tr("Settings of the method, for all its columns") : tr("The method has no settings"));
    m_settings->setAccessibleName(m_settings->toolTip());
    showLayers(*shown);
    const bool map = shown->kind != Kind::Input;
    setRowShown(m_reference, shown->kind == Kind::Difference || shown->kind == Kind::HotRegions);
    setRowShown(m_methodRow, map);
    setRowShown(m_layer, map);
}

void FigureColumnForm::showMethodSettings()
{
    const ComparedColumn* shown = column(document().spec());
    const MethodFact* method = shown ? findMethod(shown->method) : nullptr;
    if (!method)
        return;
    auto* popup = new MethodSettings(*method, document().spec().comparison.explain, this);
    connect(popup, &MethodSettings::changed, this, [this](const ExplainSettings& settings) {
        change(tr("Settings of a Method"), [settings](FigureSpec& spec) { spec.comparison.explain = settings; });
    });
    popup->adjustSize();
    const QPoint corner = m_settings->mapToGlobal(QPoint(m_settings->width(), m_settings->height() + 2));
    popup->move(corner - QPoint(popup->width(), 0));
    popup->show();
}

void FigureColumnForm::showModels(const ComparedColumn& column, const FigureSpec& spec)
{
    m_model->clear();
    m_reference->clear();
    const auto& models = spec.comparison.models;
    for (std::size_t i = 0; i < models.size(); ++i) {
        m_model->addItem(QString::fromStdString(models[i].title), int(i));
        if (i != column.model)
            m_reference->addItem(QString::fromStdString(models[i].title), int(i));
    }
    m_model->setCurrentIndex(static_cast<int>(column.model));
    m_reference->setCurrentIndex(m_reference->findData(static_cast<int>(column.reference)));
    fitPopup(m_model);
    fitPopup(m_reference);
}

void FigureColumnForm::showLayers(const ComparedColumn& column)
{
    m_layer->clear();
    m_layer->addItem(tr("Default"), QString());
    const auto& models = document().parts().models;
    const auto facts = column.model < models.size() ? models[column.model] : nullptr;
    if (facts && *facts)
        for (const LayerFact& layer : (*facts)->layers)
            if (layer.eligible)
                m_layer->addItem(QString::fromStdString(layer.name), QString::fromStdString(layer.name));
    const QString name = QString::fromStdString(column.layer);
    if (m_layer->findData(name) < 0) // the model is not open yet
        m_layer->addItem(name, name);
    m_layer->setCurrentIndex(m_layer->findData(name));
    fitPopup(m_layer);
}

} // namespace lookaway
