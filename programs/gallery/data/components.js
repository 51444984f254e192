// Every built-in component, in the groups of WeChat's documentation. One page each: <root>/pages/<name>/<name>.
// `template: true` marks what the compiler knows and canIUse does not.
const groups = [
  { id: 'containers', root: 'containers', icon: 'grid', title: ['视图容器', 'View containers'], items: [
    ['view', '一切布局的方块：点按态、事件冒泡与拦截。', 'The box of every layout: pressed state, events that bubble and are caught.'],
    ['scroll-view', '可滚动的区域：纵横、滚动到、触底、下拉刷新。', 'A part that scrolls: both ways, to an offset or a child, edges, refresher.'],
    ['swiper', '滑块容器：自动播放、衔接、前后边距、指示点。', 'Slides: autoplay, circular, margins, dots.'],
    ['swiper-item', '一张滑块，只能放在 swiper 里，宽高自动 100%。', 'One slide, only inside a swiper, filling it.'],
    ['movable-area', 'movable-view 的活动区域。', 'The ground a movable-view moves on.'],
    ['movable-view', '可拖动的块：方向、惯性、越界、缩放。', 'A block to drag: direction, inertia, out of bounds, scale.'],
    ['cover-view', '盖在原生组件上的文字层。', 'A layer of text over native components.'],
    ['cover-image', '盖在原生组件上的图片。', 'A picture over native components.'],
    ['match-media', '媒体条件成立时才显示。', 'Shows its children while a media condition holds.'],
    ['page-container', '从边上滑入的半屏页。', 'A half page that slides in from an edge.'],
    ['root-portal', '把子树提到页面最上层，不受裁剪。', 'Lifts its children above the page, out of any clip.'],
  ] },
  { id: 'basic', root: 'basic', icon: 'letter', title: ['基础内容', 'Basic content'], items: [
    ['text', '文字：可选、空格、解码、省略。', 'Text: selectable, spaces, entities, ellipsis.'],
    ['icon', '内置图标：九种。', 'Nine icons that are built in.'],
    ['progress', '进度条：动画、从上次继续、显示百分比。', 'A bar: animated, forwards from where it was, percentage.'],
    ['rich-text', '富文本：HTML 字符串或节点数组。', 'Rich text: a string of HTML or a list of nodes.'],
  ] },
  { id: 'forms', root: 'forms', icon: 'form', title: ['表单', 'Forms'], items: [
    ['button', '按钮：类型、大小、加载、开放能力。', 'Buttons: types, sizes, loading, open types.'],
    ['checkbox', '多选项目。', 'One of several choices.'],
    ['checkbox-group', '一组多选，合成一个数组。', 'Several choices as one list.'],
    ['radio', '单选项目。', 'One choice of a group.'],
    ['radio-group', '一组单选，只有一个被选中。', 'A group of which one is chosen.'],
    ['switch', '开关。', 'On or off.'],
    ['slider', '滑动选择器。', 'A value on a line.'],
    ['input', '单行输入：键盘类型、长度、占位、受控值。', 'One line of text: keyboards, length, placeholder, a value that the program changes.'],
    ['textarea', '多行输入：自动增高、字数、行变化。', 'Lines of text: grows by itself, length, line changes.'],
    ['picker', '底部选择器：普通、多列、时间、日期、地区。', 'A sheet to pick from: one column, several, time, date, region.'],
    ['picker-view', '嵌入页面的滚轮。', 'Wheels within the page.'],
    ['picker-view-column', '滚轮的一列。', 'One wheel.'],
    ['label', '点文字等于点控件。', 'A tap on the words is a tap on the control.'],
    ['form', '提交与重置，收集各字段的值。', 'Submit and reset, with the value of each field.'],
    ['editor', '富文本编辑器。', 'An editor of rich text.'],
  ] },
  { id: 'navigation', root: 'navigation', icon: 'compass', title: ['导航', 'Navigation'], items: [
    ['navigator', '页面链接：六种打开方式。', 'A link: six ways to open.'],
  ] },
  { id: 'media', root: 'media', icon: 'picture', title: ['媒体', 'Media'], items: [
    ['image', '图片：十四种裁剪与缩放、懒加载、失败事件。', 'Pictures: fourteen modes, lazy loading, errors.'],
    ['video', '视频：播放控制与各种事件。', 'Video: controls and events.'],
    ['audio', '音频（旧组件）。', 'Audio (the old element).'],
    ['camera', '系统相机。', 'The camera.'],
    ['live-player', '实时音视频播放。', 'Live video, watched.'],
    ['live-pusher', '实时音视频录制。', 'Live video, sent.'],
    ['voip-room', '多人音视频对话。', 'A call of several people.'],
    ['channel-live', '视频号直播。', 'A live channel.'],
    ['channel-video', '视频号视频。', 'A channel video.'],
  ] },
  { id: 'drawing', root: 'drawing', icon: 'brush', title: ['画布与地图', 'Canvas and map'], items: [
    ['canvas', '画布：2D 新接口与旧接口。', 'A canvas: the 2D context and the old calls.'],
    ['map', '地图：标记、路线、控件。', 'A map: markers, lines, controls.'],
    ['xr-scene', 'XR 场景。', 'An XR scene.'],
  ] },
  { id: 'open', root: 'open', icon: 'window', title: ['开放能力与页面', 'Open and page'], items: [
    ['web-view', '承载网页的容器。', 'Holds a page of the web.'],
    ['open-data', '平台的公开信息。', 'What the platform knows in public.'],
    ['page-meta', '页面的属性：字号、背景、滚动。', 'Properties of the page: font size, background, scrolling.'],
    ['navigation-bar', '页面的导航条，放在 page-meta 里。', 'The bar of a page, inside page-meta.'],
  ] },
  { id: 'overlays', root: 'overlays', icon: 'window', title: ['旧的浮层', 'Old overlays'], items: [
    ['modal', '对话框（旧组件）。', 'A dialog (the old element).'],
    ['toast', '消息提示（旧组件）。', 'A short message (the old element).'],
    ['loading', '加载提示（旧组件）。', 'A sign that something loads (the old element).'],
    ['action-sheet', '操作菜单（旧组件）。', 'A sheet of choices (the old element).'],
    ['action-sheet-cancel', '操作菜单的取消按钮。', 'The way out of a sheet of choices.'],
  ] },
  { id: 'template', root: 'framework', icon: 'code', title: ['模板语法', 'Templates'], items: [
    ['block', '不渲染的包装，用于 wx:if 与 wx:for。', 'A wrapper that is not drawn, for wx:if and wx:for.'],
    ['slot', '组件的插槽：默认、多个、动态。', 'Slots of a component: default, named, dynamic.'],
    ['template', 'template、import、include。', 'template, import and include.', true],
    ['wxs', '视图里的脚本。', 'Scripts of the view.', true],
  ] },
];

groups.forEach(function (group) {
  group.items = group.items.map(function (each) {
    return { name: each[0], text: [each[1], each[2]], template: !!each[3], group: group.id, path: '/' + group.root + '/pages/' + each[0] + '/' + each[0] };
  });
});

const all = groups.reduce(function (list, group) { return list.concat(group.items); }, []);

module.exports = {
  groups: groups,
  all: all,
  find: function (name) { return all.find(function (each) { return each.name === name; }) || null; },
};
