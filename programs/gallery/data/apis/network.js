// Network and files. The address of a port where nobody listens: a failure is the right answer.
const DEAD = 'http://127.0.0.1:1';

module.exports = {
  request: ['网络请求。', 'A request.', { url: DEAD + '/none', method: 'GET', header: { 'X-Gallery': '1' }, timeout: 5000 }],
  downloadFile: ['下载文件。', 'Downloads a file.', { url: DEAD + '/none.png', timeout: 5000 }],
  uploadFile: ['上传文件；先在文件演示页得到一个路径。', 'Uploads a file; the demo of files gives a path.', { url: DEAD + '/upload', filePath: 'wxfile://tmp_none', name: 'file', formData: { a: '1' } }],
  connectSocket: ['WebSocket 连接。', 'A WebSocket.', [{ url: 'ws://127.0.0.1:1/none' }]],
  sendSocketMessage: ['发送消息（旧）。', 'Sends a message (old).', { data: 'hello' }],
  closeSocket: ['关闭连接（旧）。', 'Closes the socket (old).', { code: 1000 }],
  onSocketOpen: ['连接打开（旧）。', 'The socket is open (old).'],
  onSocketMessage: ['收到消息（旧）。', 'A message came (old).'],
  onSocketError: ['连接出错（旧）。', 'The socket failed (old).'],
  onSocketClose: ['连接关闭（旧）。', 'The socket is closed (old).'],
  startLocalServiceDiscovery: ['开始搜索局域网服务。', 'Looks for services of the local network.', { serviceType: '_http._tcp.' }],
  stopLocalServiceDiscovery: ['停止搜索局域网服务。', 'Looks no more.', {}],
  onLocalServiceFound: ['发现局域网服务。', 'A service was found.'],
  onLocalServiceLost: ['局域网服务消失。', 'A service is gone.'],
  onLocalServiceResolveFail: ['局域网服务解析失败。', 'A service was not resolved.'],
  onLocalServiceDiscoveryStop: ['搜索停止。', 'The search ended.'],
  createTCPSocket: ['TCP 连接。', 'A TCP socket.', []],
  createUDPSocket: ['UDP 通信。', 'A UDP socket.', []],

  getFileSystemManager: ['文件管理器。', 'The manager of files.', []],
  saveFile: ['保存临时文件。', 'Keeps a temporary file.', { tempFilePath: 'wxfile://tmp_none' }],
  getFileInfo: ['文件信息。', 'Size and digest of a file.', { filePath: 'wxfile://tmp_none' }],
  getSavedFileList: ['已保存的文件。', 'Files that were kept.', {}],
  getSavedFileInfo: ['已保存文件的信息。', 'About a file that was kept.', { filePath: 'wxfile://store_none' }],
  removeSavedFile: ['删除已保存的文件。', 'Deletes a file that was kept.', { filePath: 'wxfile://store_none' }],
  openDocument: ['打开文档。', 'Opens a document.', { filePath: 'wxfile://tmp_none.pdf', fileType: 'pdf' }],
  saveFileToDisk: ['保存到磁盘。', 'Saves to the disk.', { filePath: 'wxfile://tmp_none' }],
};
